package trafficinsights;

/// The rules of every module, applied to the classes of this one.
class ServeArchitectureTest extends ArchitectureRules {}
