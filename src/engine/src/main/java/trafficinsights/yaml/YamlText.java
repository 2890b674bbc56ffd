package trafficinsights.yaml;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Keys and values as the text of a YAML file, which [StrictYaml] reads back.
public final class YamlText {
    private static final int WIDTH = 120;

    private YamlText() {}

    /// @param values texts, numbers, truth values, lists and maps of them, in the order of the file
    public static String of(Map<String, ?> values) {
        DumpSettings settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(WIDTH).build();
        return new Dump(settings).dumpToString(values);
    }
}
