package trafficinsights.ui.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import trafficinsights.run.explore.Explorations;

/// Where a file goes, by its name, and by its beginning where a log may be one of network flows:
/// dropped on the window, given as an argument, or chosen. The one place that decides it.
enum FileTarget {
    /// Read as a run.
    LIVE("in Live"),
    EXPLORE("in Explore"),
    /// A scenario.
    GENERATE("in Generate"),
    /// A report, or the folder of a run with one.
    REPORTS("in Reports"),
    /// A workspace file.
    WORKSPACE("as a workspace"),
    /// Files of several kinds.
    MIXED(""),
    /// Nothing here can read it.
    NONE("");

    static final String WORKSPACE_ENDING = ".tiw.json";
    private static final String REPORT = "analytics_report.json";
    private static final String CHECKPOINT = "run.yaml";

    private static final Set<String> UNKNOWN =
            Set.of(
                    "pdf", "png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "ico", "xls", "xlsx",
                    "doc", "docx", "ppt", "pptx", "odt", "ods", "exe", "dll", "msi", "so", "jar",
                    "class", "zip", "7z", "rar", "tar", "iso", "mp3", "mp4", "avi", "mov", "wav",
                    "pbix", "pbids", "mdf", "ldf", "bak", "ini", "css", "js", "java", "md");

    private final String words;

    FileTarget(String words) {
        this.words = words;
    }

    /// For files that are opened together.
    ///
    /// @param front the panel that a person is looking at
    static FileTarget of(List<Path> files, PanelId front) {
        List<FileTarget> targets = files.stream().map(file -> of(file, front)).distinct().toList();
        if (targets.contains(NONE)) {
            return NONE;
        }
        return targets.size() == 1 ? targets.getFirst() : MIXED;
    }

    /// What is opened of a folder of a run; a file is itself.
    static Path inside(Path file) {
        return Files.isDirectory(file) ? file.resolve(REPORT) : file;
    }

    private static FileTarget of(Path file, PanelId front) {
        if (Files.isDirectory(file)) {
            return Files.isRegularFile(inside(file)) ? REPORTS : NONE;
        }
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(WORKSPACE_ENDING)) {
            return WORKSPACE;
        }
        if (name.equals(REPORT) || name.endsWith(".html") || name.endsWith(".htm")) {
            return REPORTS;
        }
        if (name.endsWith(".parquet") || name.endsWith(".duckdb")) {
            return EXPLORE;
        }
        if (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".tiscenario")) {
            return GENERATE;
        }
        if (UNKNOWN.contains(ending(name))) {
            return NONE;
        }
        // A table may be a log or anything else: it goes where the person is.
        boolean isTable = isTable(name);
        if (front == PanelId.EXPLORE) {
            return EXPLORE;
        }
        boolean isAnyTable = isTable && front != PanelId.LIVE && !name.startsWith("request_logs");
        return isAnyTable || Explorations.hasFlows(file) ? EXPLORE : LIVE;
    }

    /// For files that a person opens as logs: flows are not requests.
    static FileTarget ofLogs(List<Path> files) {
        return files.stream().allMatch(Explorations::hasFlows) ? EXPLORE : LIVE;
    }

    private static boolean isTable(String name) {
        String plain = name.replaceFirst("\\.(gz|zst)$", "");
        return Set.of("csv", "tsv", "psv", "tab").contains(ending(plain));
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    boolean canOpen() {
        return this != NONE && this != MIXED;
    }

    /// What will happen to files, in words.
    String text(List<Path> files) {
        String name = String.valueOf(files.getFirst().getFileName());
        String what = files.size() == 1 ? name : files.size() + " files";
        if (this == NONE && files.stream().anyMatch(Files::isDirectory)) {
            return ofFolder(files);
        }
        return switch (this) {
            case NONE ->
                    what
                            + " cannot be opened. Use logs, CSV, Parquet, scenarios"
                            + " (.yaml), stores (.duckdb), reports or run folders.";
            case MIXED -> "These files belong to different panels. Drop one kind at a time.";
            case LIVE -> "Open " + what + " " + words + (files.size() == 1 ? "" : ", as one run");
            case EXPLORE, GENERATE, REPORTS, WORKSPACE -> "Open " + what + " " + words;
        };
    }

    private static String ofFolder(List<Path> files) {
        Path folder = files.stream().filter(Files::isDirectory).findFirst().orElseThrow();
        return Files.isRegularFile(folder.resolve(CHECKPOINT))
                ? ("The run in %s has not ended and has no report yet. Resume it"
                                + " with: workbench resume %s")
                        .formatted(folder.getFileName(), folder)
                : folder.getFileName()
                        + " is a folder without a report. Open the files in it instead.";
    }
}
