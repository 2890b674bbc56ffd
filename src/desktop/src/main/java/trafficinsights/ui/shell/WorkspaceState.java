package trafficinsights.ui.shell;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.Remembers;

/// What the window shows, as texts by name: for the next start, and for workspace files. FX thread.
final class WorkspaceState {
    private static final String PANEL = "panel";
    private static final String SCENARIO = "run.scenario";
    private static final String LOGS = "run.logs";

    private final ShellViewModel model;
    private final List<Remembers> panels;

    WorkspaceState(ShellViewModel model, List<Remembers> panels) {
        this.model = model;
        this.panels = panels;
    }

    /// @param withRun whether the run at hand belongs to it
    Map<String, String> now(boolean withRun) {
        Map<String, String> texts = new HashMap<>();
        panels.forEach(panel -> panel.remember(texts));
        texts.put(PANEL, model.panelProperty().get().label());
        RunSpec spec = model.current().specProperty().get();
        if (withRun && spec != null) {
            switch (spec.reading().source()) {
                case RunSource.Generated generated -> texts.put(SCENARIO, generated.scenario());
                case RunSource.Logs logs -> texts.put(LOGS, encoded(logs.files()));
                case RunSource.Tail _, RunSource.Metrics _, RunSource.Stored _ -> {}
            }
        }
        texts.values().removeIf(String::isEmpty);
        return texts;
    }

    /// Takes filters and selections, and leaves panel and run as they are.
    void recall(Map<String, String> texts) {
        panels.forEach(panel -> panel.recall(texts));
    }

    /// Takes all of it, and starts the run that it names.
    void open(Map<String, String> texts) {
        recall(texts);
        String scenario = texts.getOrDefault(SCENARIO, "");
        String logs = texts.getOrDefault(LOGS, "");
        if (!scenario.isEmpty()) {
            model.startScenario(scenario, 0);
        } else if (!logs.isEmpty()) {
            model.openLogs(decoded(logs));
        }
        for (PanelId id : PanelId.values()) {
            if (id.label().equals(texts.get(PANEL))) {
                model.panelProperty().set(id);
            }
        }
    }

    private static String encoded(List<Path> files) {
        return files.stream()
                .map(file ->
                        URLEncoder.encode(file.toAbsolutePath().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(" "));
    }

    private static List<Path> decoded(String text) {
        return Arrays.stream(text.split(" ", -1))
                .map(file -> Path.of(URLDecoder.decode(file, StandardCharsets.UTF_8)))
                .toList();
    }
}
