package trafficinsights;

/// The rules of every module, applied to the classes of this one.
class EngineArchitectureTest extends ArchitectureRules {}
