package trafficinsights.ingest.row;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import trafficinsights.ingest.row.RequestFields.Text;
import trafficinsights.ingest.text.ByteDictionary;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// Turns what a parser found into a row: texts become codes of the run's dictionaries. Made per
/// worker. Threads: one.
public final class RequestAssembler {
    private final Names names;
    private final RegionRule rule;
    private final Charset charset;
    private final ByteDictionary servers;

    /// Code of the server, and that of the region that the rule finds in its name, in one number.
    private final ByteDictionary serversWithRegions;

    private final boolean isRegionOfServer;
    private final ByteDictionary methods;
    private final RouteCodes routes;
    private final ByteDictionary clients;
    private final ByteDictionary namedRegions;
    private final ByteDictionary foundRegions;

    /// Whether the file has no status, so that the lack of one says nothing of a request.
    private boolean lacksStatus;

    public RequestAssembler(Names names, RegionRule rule) {
        this(names, rule, StandardCharsets.UTF_8);
    }

    /// @param charset of the texts
    public RequestAssembler(Names names, RegionRule rule, Charset charset) {
        this.names = names;
        this.rule = rule;
        this.charset = charset;
        servers = new ByteDictionary(names.servers()::code, charset);
        isRegionOfServer = rule.text() == Text.SERVER;
        serversWithRegions = new ByteDictionary(this::serverWithRegion, charset);
        methods = new ByteDictionary(names.methods()::code, charset);
        routes = new RouteCodes(names.routes(), charset);
        clients = new ByteDictionary(names.clients()::code, charset);
        namedRegions = new ByteDictionary(names.regions()::code, charset);
        foundRegions =
                new ByteDictionary(text -> names.regions().code(rule.regionOf(text)), charset);
    }

    /// For a file that has a dash in the place of every status.
    public RequestAssembler withoutStatus() {
        lacksStatus = true;
        return this;
    }

    public void add(RequestFields f, RowWriter rows) {
        boolean isUnknown = lacksStatus && f.status == RequestBatch.NO_STATUS;
        int server;
        int region;
        if (isRegionOfServer && !namesRegion(f)) {
            int both = code(serversWithRegions, f, Text.SERVER);
            server = both & 0xFFFF;
            region = both >>> 16;
        } else {
            server = code(servers, f, Text.SERVER);
            region = region(f);
        }
        rows.add(
                f.epochMicros,
                rows.lineId(),
                rows.lineId(),
                client(f),
                region,
                server,
                code(methods, f, Text.METHOD),
                route(f),
                isUnknown ? RequestBatch.UNKNOWN_STATUS : f.status,
                f.latencyMicros,
                f.ttfbMicros,
                f.responseBytes,
                f.attempt,
                0);
    }

    private boolean namesRegion(RequestFields f) {
        return rule == RegionRule.DEFAULT && f.has(Text.REGION);
    }

    private int serverWithRegion(String server) {
        return names.regions().code(rule.regionOf(server)) << 16 | names.servers().code(server);
    }

    private static int code(ByteDictionary dictionary, RequestFields f, Text text) {
        int from = f.start(text);
        int to = f.end(text);
        return from >= to ? 0 : dictionary.code(f.source(text), from, to);
    }

    private int region(RequestFields f) {
        if (namesRegion(f)) {
            return code(namedRegions, f, Text.REGION);
        }
        if (rule.text() != Text.LINE) {
            return code(foundRegions, f, rule.text());
        }
        // Lines differ: remembering them would only fill the dictionary.
        byte[] line = f.source(Text.LINE);
        int from = f.start(Text.LINE);
        String text = new String(line, from, f.end(Text.LINE) - from, charset);
        return names.regions().code(rule.regionOf(text));
    }

    /// The route of a target: its path, with what looks like an id replaced.
    private int route(RequestFields f) {
        int from = f.start(Text.TARGET);
        int to = f.end(Text.TARGET);
        return from >= to ? 0 : routes.code(f.source(Text.TARGET), from, to);
    }

    private long client(RequestFields f) {
        if (!f.has(Text.CLIENT)) {
            return ClientId.NONE;
        }
        byte[] b = f.source(Text.CLIENT);
        int from = f.start(Text.CLIENT);
        int to = f.end(Text.CLIENT);
        long address = Addresses.ipv4(b, from, to);
        return address >= 0
                ? ClientId.ofIpv4((int) address)
                : ClientId.ofName(clients.code(b, from, to));
    }
}
