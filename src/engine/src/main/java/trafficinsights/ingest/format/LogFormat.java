package trafficinsights.ingest.format;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trafficinsights.ingest.json.GuessingJsonParser;
import trafficinsights.ingest.json.JsonDialect;
import trafficinsights.ingest.json.JsonKeys;
import trafficinsights.ingest.json.JsonParser;
import trafficinsights.ingest.loadtest.GatlingParser;
import trafficinsights.ingest.row.FieldTable;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.RequestAssembler;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;

/// The formats that are read, under the names that `--format` takes. Where two understand the same
/// lines equally well, the first is taken.
public enum LogFormat {
    HAPROXY("haproxy"),
    NGINX("nginx", "nginx-timed", "ingress-nginx"),
    APACHE("apache", "combined"),
    COMMON("common", "clf"),
    ALB("alb", "aws-alb"),
    ELB("elb", "aws-elb"),
    IIS("iis", "w3c"),
    TRAEFIK("traefik"),
    ENVOY("envoy"),
    CADDY("caddy"),
    AZURE("azure"),
    GOOGLE("google", "gcp"),
    CLOUDFLARE("cloudflare"),
    CLOUDFRONT("cloudfront"),
    KONG("kong"),
    VEGETA("vegeta"),
    K6("k6"),
    GATLING("gatling"),
    JSON("json"),
    CSV("csv");

    /// Name that stands for "decide from the first lines".
    public static final String AUTO = "auto";

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // from List.of
    private final List<String> otherLabels;

    LogFormat(String label, String... otherLabels) {
        this.label = label;
        this.otherLabels = List.of(otherLabels);
    }

    public String label() {
        return label;
    }

    /// How many fields a line of the file has that begins with the block, where versions of this
    /// format differ in it; 0 where they do not, or where the file does not say.
    public int fields(LineBlock block) {
        return this == CSV ? RequestCsvParser.fields(block) : 0;
    }

    /// A fresh parser, for one worker.
    public LineParser newParser(Names names, LogOptions options) {
        return newParser(names, options, 0);
    }

    /// A fresh parser, for one worker.
    ///
    /// @param fields as [#fields] gives them
    public LineParser newParser(Names names, LogOptions options, int fields) {
        RequestAssembler assembler = new RequestAssembler(names, options.regions());
        return newParser(names, options.zone(), fields, assembler);
    }

    /// @param assembler makes the rows, where the format has no way of its own
    LineParser newParser(Names names, ZoneId zone, int fields, RequestAssembler assembler) {
        return switch (this) {
            case HAPROXY -> new HaproxyParser(assembler, zone);
            case NGINX -> new CombinedParser(CombinedParser.Dialect.NGINX, assembler);
            case APACHE -> new CombinedParser(CombinedParser.Dialect.APACHE, assembler);
            case COMMON -> new CombinedParser(CombinedParser.Dialect.COMMON, assembler);
            case ALB -> new AwsParser(FieldTable.ALB, assembler);
            case ELB -> new AwsParser(FieldTable.ELB, assembler);
            case IIS -> new W3cParser(assembler);
            case TRAEFIK, ENVOY, CADDY, AZURE, GOOGLE, CLOUDFLARE, CLOUDFRONT, KONG, VEGETA, K6 ->
                    newJsonParser(JsonKeys.of(dialects().getFirst()), assembler, zone);
            case GATLING -> new GatlingParser(names);
            case JSON -> new GuessingJsonParser(assembler, zone);
            case CSV -> new RequestCsvParser(names, fields);
        };
    }

    /// The JSON logs of this product; none where it writes text, or where keys are not a product's.
    List<JsonDialect> dialects() {
        return switch (this) {
            case TRAEFIK -> List.of(JsonDialect.TRAEFIK);
            case ENVOY -> List.of(JsonDialect.ENVOY);
            case CADDY -> List.of(JsonDialect.CADDY);
            case AZURE ->
                    List.of(
                            JsonDialect.AZURE_GATEWAY,
                            JsonDialect.AZURE_FRONT_DOOR,
                            JsonDialect.AZURE_APP_SERVICE);
            case GOOGLE -> List.of(JsonDialect.GOOGLE);
            case CLOUDFLARE -> List.of(JsonDialect.CLOUDFLARE);
            case CLOUDFRONT -> List.of(JsonDialect.CLOUDFRONT);
            case KONG -> List.of(JsonDialect.KONG);
            case VEGETA -> List.of(JsonDialect.VEGETA);
            case K6 -> List.of(JsonDialect.K6);
            case HAPROXY, NGINX, APACHE, COMMON, ALB, ELB, IIS, GATLING, JSON, CSV -> List.of();
        };
    }

    LineParser newJsonParser(JsonKeys keys, RequestAssembler assembler, ZoneId zone) {
        LineParser common =
                this == TRAEFIK
                        ? new CombinedParser(CombinedParser.Dialect.TRAEFIK, assembler)
                        : null;
        return new JsonParser(keys, assembler, zone, common);
    }

    /// What header lines begin with that change the meaning of the lines below them and may stand
    /// anywhere in a file.
    public List<String> headerKinds() {
        return this == IIS ? List.of(W3cParser.FIELDS, W3cParser.DATE) : List.of();
    }

    /// @throws trafficinsights.model.ProblemException when no format has this name
    public static LogFormat ofLabel(String label) {
        String wanted = label.toLowerCase(Locale.ROOT);
        for (LogFormat format : values()) {
            if (format.label.equals(wanted) || format.otherLabels.contains(wanted)) {
                return format;
            }
        }
        throw Problem.of(
                        "format.unknown",
                        "%s is not a known log format. Known formats: %s, %s."
                                .formatted(label, AUTO, labels()))
                .asException();
    }

    /// One name of each format, for messages.
    static String mainLabels() {
        return Arrays.stream(values()).map(LogFormat::label).collect(Collectors.joining(", "));
    }

    /// All names, for messages.
    public static String labels() {
        return Arrays.stream(values())
                .flatMap(f -> Stream.concat(Stream.of(f.label), f.otherLabels.stream()))
                .collect(Collectors.joining(", "));
    }
}
