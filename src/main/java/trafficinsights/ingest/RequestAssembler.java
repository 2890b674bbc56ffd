package trafficinsights.ingest;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import trafficinsights.ingest.RequestFields.Text;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;

/// Turns what a parser found into a row: texts become codes of the run's dictionaries. Made per
/// worker. Threads: one.
final class RequestAssembler {
    private final Names names;
    private final RegionRule rule;
    private final Charset charset;
    private final ByteDictionary servers;
    private final ByteDictionary methods;
    private final ByteDictionary routes;
    private final ByteDictionary clients;
    private final ByteDictionary namedRegions;
    private final ByteDictionary foundRegions;

    RequestAssembler(Names names, RegionRule rule) {
        this(names, rule, StandardCharsets.UTF_8);
    }

    /// @param charset of the texts
    RequestAssembler(Names names, RegionRule rule, Charset charset) {
        this.names = names;
        this.rule = rule;
        this.charset = charset;
        servers = new ByteDictionary(names.servers()::code, charset);
        methods = new ByteDictionary(names.methods()::code, charset);
        routes =
                new ByteDictionary(
                        target -> names.routes().code(RouteNames.routeOf(target)), charset);
        clients = new ByteDictionary(names.clients()::code, charset);
        namedRegions = new ByteDictionary(names.regions()::code, charset);
        foundRegions =
                new ByteDictionary(text -> names.regions().code(rule.regionOf(text)), charset);
    }

    void add(RequestFields f, RowWriter rows) {
        rows.add(
                f.epochMicros,
                client(f),
                region(f),
                code(servers, f, Text.SERVER),
                code(methods, f, Text.METHOD),
                route(f),
                f.status,
                f.latencyMicros,
                f.responseBytes,
                f.attempt);
    }

    private static int code(ByteDictionary dictionary, RequestFields f, Text text) {
        int from = f.start(text);
        int to = f.end(text);
        return from >= to ? 0 : dictionary.code(f.source(text), from, to);
    }

    private int region(RequestFields f) {
        if (rule == RegionRule.DEFAULT && f.has(Text.REGION)) {
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
        byte[] b = f.source(Text.TARGET);
        int from = f.start(Text.TARGET);
        int to = f.end(Text.TARGET);
        if (from >= to) {
            return 0;
        }
        int end = from;
        while (end < to && b[end] != '?' && b[end] != '#') {
            end++;
        }
        return routes.code(b, from, end);
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
