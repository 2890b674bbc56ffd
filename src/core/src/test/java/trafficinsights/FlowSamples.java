package trafficinsights;

import java.nio.file.Path;
import java.util.List;

/// The network flow logs that tests have, one for each product and form.
public final class FlowSamples {
    /// Names of the files.
    public static final List<String> ALL =
            List.of(
                    "aws-default.log",
                    "aws-custom.log",
                    "azure-nsg-v1.json",
                    "azure-nsg-v2.json",
                    "azure-vnet.json",
                    "zeek-conn.log",
                    "zeek-conn.json",
                    "nfdump.csv",
                    "nfdump-later.csv");

    private FlowSamples() {}

    public static Path file(String name) {
        return SourceTree.of("src/engine/src/test/resources/trafficinsights/ingest/flows")
                .resolve(name);
    }
}
