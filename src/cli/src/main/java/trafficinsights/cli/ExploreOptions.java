package trafficinsights.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import trafficinsights.model.explore.Filter;
import trafficinsights.run.explore.ExploreSpec;

/// What is opened, and which of its rows are looked at.
final class ExploreOptions {
    private static final Pattern CHIP =
            Pattern.compile("(.+?)(!=|>=|<=|!~|=|~)(.*)", Pattern.DOTALL);

    @Mixin private JsonOption output = new JsonOption();
    @Mixin private InputOptions input = new InputOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "CSV, Parquet or log files (patterns are resolved), or a store. CSV may be gzip or",
                "zstd. --format makes any file a log."
            })
    private List<String> files = List.of();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Only rows that match this SQL condition, such as \"status >= 500\".")
    private @Nullable String where;

    @Option(
            names = "--filter",
            paramLabel = "COLUMN=VALUE",
            description = {
                "Only rows with this value; also !=, >=, <=, ~ (contains), !~. If"
                        + " repeated, all must match.",
                "COLUMN= means no value."
            })
    private List<String> filters = List.of();

    @Option(
            names = "--temp",
            paramLabel = "DIR",
            description = "Folder for temporary files; needs space for the whole CSV or log.")
    private Path temp = ExploreSpec.defaultScratch();

    @Option(names = "--quiet", description = "No progress and no notes.")
    private boolean isQuiet;

    ExploreSpec spec(boolean writes) {
        return new ExploreSpec(input.source(files), writes, temp);
    }

    Filter filter() {
        List<Filter> all = new ArrayList<>();
        for (String filter : filters) {
            all.add(chip(filter));
        }
        if (where != null) {
            all.add(new Filter.Sql(where));
        }
        return new Filter.And(all);
    }

    private Filter chip(String text) {
        Matcher parts = CHIP.matcher(text);
        if (!parts.matches()) {
            throw wrong("--filter " + text + " is not a valid COLUMN=VALUE");
        }
        String column = parts.group(1).strip();
        String value = parts.group(3);
        Filter equal =
                value.isEmpty() ? new Filter.IsNull(column) : new Filter.Equals(column, value);
        Filter contains = new Filter.Contains(column, value, true);
        return switch (parts.group(2)) {
            case "=" -> equal;
            case "!=" -> new Filter.Not(equal);
            case "~" -> contains;
            case "!~" -> new Filter.Not(contains);
            case ">=" -> new Filter.Range(column, value, null);
            default -> new Filter.Range(column, null, value);
        };
    }

    boolean isJson() {
        return output.isJson();
    }

    boolean isQuiet() {
        return isQuiet;
    }

    ParameterException wrong(String message) {
        return output.wrong(message);
    }

    CommandSpec spec() {
        return output.spec();
    }
}
