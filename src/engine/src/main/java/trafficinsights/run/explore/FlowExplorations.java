package trafficinsights.run.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.ingest.flow.FlowColumn;
import trafficinsights.ingest.flow.FlowFiles;
import trafficinsights.ingest.flow.FlowLayout;
import trafficinsights.ingest.flow.FlowTable;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.model.NumberText;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnKind;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.OpenedData;
import trafficinsights.run.spec.RunSource;
import trafficinsights.store.explore.CsvFile;
import trafficinsights.store.explore.Explorer;
import trafficinsights.store.explore.ScratchFolder;

/// Opens files of network flows.
final class FlowExplorations {
    private FlowExplorations() {}

    /// The files, if they are network flows.
    ///
    /// @return none where they are not, or where the person says how they are read
    /// @throws trafficinsights.model.ProblemException when only some of them are
    static List<FlowFiles.Input> inputs(RunSource.Logs input) {
        FlowLayout given = FlowLayout.ofFormat(input.logFormat());
        if (given != null) {
            return input.files().stream().map(file -> new FlowFiles.Input(file, given)).toList();
        }
        boolean isGiven =
                !input.format().equals(LogFormat.AUTO)
                        || !input.logFormat().isEmpty()
                        || input.mapping() != null;
        if (isGiven) {
            return List.of();
        }
        List<FlowFiles.Input> flows = new ArrayList<>();
        for (Path file : input.files()) {
            FlowLayout layout = FlowFiles.layout(file);
            if (layout != null) {
                flows.add(new FlowFiles.Input(file, layout));
            } else if (!flows.isEmpty()) {
                throw mixed(flows.getFirst().file(), file);
            }
        }
        if (!flows.isEmpty() && flows.size() < input.files().size()) {
            throw mixed(flows.getFirst().file(), input.files().getFirst());
        }
        return flows;
    }

    private static RuntimeException mixed(Path flows, Path other) {
        return Problem.of(
                        "explore.kinds",
                        "%s contains network flows and %s does not. Open them one after the other."
                                .formatted(flows, other))
                .asException();
    }

    private static RuntimeException differs(FlowFiles.Input input, long lines) {
        return Problem.of(
                        "log-format.differs",
                        "No line of %s is written in the given format: %s, and the format has %s. Copy it from the flow log's configuration in AWS."
                                .formatted(
                                        input.file(),
                                        NumberText.counted(lines, "line")
                                                + (lines == 1 ? " was" : " were")
                                                + " read",
                                        NumberText.counted(
                                                input.layout().fields().size(), "field")))
                .asException();
    }

    static Exploration open(List<FlowFiles.Input> files, ExploreSpec spec, ExploreWatch watch) {
        ScratchFolder scratch = ScratchFolder.below(spec.scratch());
        Path csv = scratch.path().resolve("flows.csv");
        Path rejects = scratch.path().resolve("rejects.csv");
        boolean isRead = false;
        try {
            FlowTable table = FlowFiles.convert(files, spec.input().zone(), csv, rejects, watch);
            if (table.rows() == 0 && table.rejects() > 0 && !spec.input().logFormat().isEmpty()) {
                throw differs(files.getFirst(), table.rejects());
            }
            List<Column> columns = table.columns().stream().map(FlowExplorations::column).toList();
            isRead = true;
            return Explorer.rows(
                    new CsvFile.Typed(csv, columns),
                    about(files, spec, table, columns),
                    rejects,
                    scratch,
                    watch);
        } finally {
            if (!isRead) {
                scratch.close();
            }
        }
    }

    private static OpenedData about(
            List<FlowFiles.Input> files, ExploreSpec spec, FlowTable table, List<Column> columns) {
        List<Path> paths = spec.input().files();
        List<String> notes = new ArrayList<>();
        List<String> formats =
                files.stream().map(file -> file.layout().format().label()).distinct().toList();
        notes.add("Network flows: %s.".formatted(String.join(", ", formats)));
        notes.addAll(table.notes());
        return new OpenedData(
                RunSource.titleOf(paths),
                "flows",
                paths,
                List.of("data"),
                columns,
                table.rows(),
                table.rejects(),
                notes,
                FlowViews.of(table));
    }

    private static Column column(FlowColumn column) {
        return switch (column.type()) {
            case TIME -> new Column(column.name(), "TIMESTAMP", ColumnKind.TIME);
            case TEXT -> new Column(column.name(), "VARCHAR", ColumnKind.TEXT);
            case NUMBER -> new Column(column.name(), "BIGINT", ColumnKind.NUMBER);
            case SECONDS -> new Column(column.name(), "DOUBLE", ColumnKind.NUMBER);
        };
    }
}
