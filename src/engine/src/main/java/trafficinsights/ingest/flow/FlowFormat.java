package trafficinsights.ingest.flow;

/// Products whose flow logs are recognized.
public enum FlowFormat {
    /// Amazon "Flow log records": fields separated by spaces, with a header line or in the default
    /// format of version 2.
    AWS("AWS VPC flow logs"),
    /// Microsoft "Flow logging for network security groups", versions 1 and 2.
    AZURE_NSG("Azure NSG flow logs"),
    /// Microsoft "Virtual network flow logs".
    AZURE_VNET("Azure virtual network flow logs"),
    /// Zeek "conn.log": fields separated by tabs below `#fields`, or a JSON object a line.
    ZEEK("Zeek conn.log"),
    /// nfdump, `-o csv`.
    NFDUMP("nfdump CSV");

    private final String label;

    FlowFormat(String label) {
        this.label = label;
    }

    /// For people.
    public String label() {
        return label;
    }
}
