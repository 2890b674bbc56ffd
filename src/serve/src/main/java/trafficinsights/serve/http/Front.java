package trafficinsights.serve.http;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import trafficinsights.alerts.PrometheusText;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.serve.access.AccessLog;
import trafficinsights.serve.access.Hosts;
import trafficinsights.serve.access.Limits;
import trafficinsights.serve.access.Users;
import trafficinsights.serve.access.Viewer;
import trafficinsights.serve.answer.Answer;
import trafficinsights.serve.answer.Api;
import trafficinsights.serve.answer.Json;
import trafficinsights.serve.answer.Query;
import trafficinsights.serve.answer.RefusedException;

/// What every request goes through: is the server asked by its own name, who asks, may they, do
/// they ask too often; then the answer, and a line in the log of accesses. Threads: any.
final class Front extends Handler.Abstract {
    private static final System.Logger LOG = System.getLogger(Front.class.getName());
    private static final String HEALTH = "/healthz";
    private static final String API = "/api/v1/";
    private static final String COOKIE = "ti_session";
    private static final String BEARER = "Bearer ";
    private static final int MOST_FORM_BYTES = 4_096;
    private static final double SIGN_INS_PER_SECOND = 0.2;
    private static final double SIGN_INS_AT_ONCE = 10;
    private static final double BURST_SECONDS = 4;

    private final ServeSettings settings;
    private final Api api;
    private final EventStreams streams;
    private final PageFiles files = new PageFiles();
    private final Hosts hosts;
    private final @Nullable Users users;
    private final Limits limits;
    private final Limits signIns;
    private final AccessLog accesses;
    private final Counters counters = new Counters();

    /// @throws ProblemException when the file of users cannot be read
    Front(ServeSettings settings, Api api, EventStreams streams) {
        this.settings = settings;
        this.api = api;
        this.streams = streams;
        this.hosts = Hosts.of(settings.bind(), settings.hosts());
        this.users =
                settings.users() == null ? null : new Users(settings.users(), Clock.systemUTC());
        this.limits =
                new Limits(
                        settings.perSecond(),
                        BURST_SECONDS * settings.perSecond(),
                        System::nanoTime);
        this.signIns = new Limits(SIGN_INS_PER_SECOND, SIGN_INS_AT_ONCE, System::nanoTime);
        this.accesses = new AccessLog(settings.logs());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback, settings.proxies());
        try {
            answer(exchange);
        } catch (RefusedException e) {
            exchange.refuse(e);
        } catch (ProblemException e) {
            exchange.refuse(new RefusedException(RefusedException.CONFLICT, e.problem()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.refuse(
                    new RefusedException(
                            RefusedException.UNAVAILABLE,
                            Problem.of("serve.stopping", "The server is stopping.")));
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "a request could not be answered", e);
            exchange.refuse(
                    new RefusedException(
                            HttpStatus.INTERNAL_SERVER_ERROR_500,
                            Problem.of(
                                    "serve.failed",
                                    "The request could not be answered because of an internal"
                                            + " error. Details are in the program log of the"
                                            + " server.")));
        }
        counters.answered(exchange.status(), exchange.micros());
        if (exchange.path().equals(HEALTH)) {
            // Balancers ask every second, and learn nothing.
            return true;
        }
        accesses.access(
                exchange.viewer(),
                exchange.address(),
                exchange.method(),
                request.getHttpURI().getPathQuery(),
                exchange.status(),
                exchange.bytes(),
                exchange.micros());
        return true;
    }

    private void answer(Exchange exchange) throws IOException, InterruptedException {
        String path = exchange.path();
        if (path.equals(HEALTH)) {
            exchange.sendOnce("text/plain", "ok\n".getBytes(StandardCharsets.UTF_8));
            return;
        }
        checkHost(exchange);
        checkMethod(exchange);
        if (exchange.method().equals("POST")) {
            post(exchange);
            return;
        }
        Optional<Answer> file = files.of(path);
        if (file.isPresent() && PageFiles.isOpen(path)) {
            exchange.send(file.get());
            return;
        }
        Optional<Viewer> viewer = viewer(exchange);
        if (viewer.isEmpty()) {
            signInFirst(exchange);
            return;
        }
        exchange.viewer(viewer.get());
        if (file.isPresent()) {
            exchange.send(file.get());
            return;
        }
        checkLimit(exchange, limits, viewer.get().name());
        read(exchange, path);
    }

    private void read(Exchange exchange, String path) throws InterruptedException {
        String query = exchange.request().getHttpURI().getQuery();
        if (path.equals("/metrics")) {
            needOperator(exchange, "The server's own figures");
            exchange.sendOnce(
                    PrometheusText.CONTENT_TYPE,
                    api.metrics(counters.samples(streams)).getBytes(StandardCharsets.UTF_8));
        } else if (path.equals(API + "session")) {
            exchange.sendOnce(Answer.JSON, Json.bytes(session(exchange.viewer())));
        } else if (path.startsWith(API) && path.endsWith("/live")) {
            follow(exchange, path);
        } else if (path.startsWith(API)) {
            if (path.endsWith("/requests")) {
                needOperator(exchange, "Requests, which have the addresses of clients,");
            }
            boolean wantsCsv = exchange.header("Accept").contains("text/csv");
            exchange.send(api.answer(path.substring(API.length()), Query.of(query), wantsCsv));
        } else {
            throw new RefusedException(
                    RefusedException.NOT_FOUND,
                    Problem.of(
                            "serve.unknown-path",
                            "There is nothing at this address. /openapi.json describes all that"
                                    + " is."));
        }
    }

    private Map<String, Object> session(Viewer viewer) {
        return Map.of(
                "name", viewer.name(),
                "role", viewer.role().word(),
                "hasUsers", users != null);
    }

    private void follow(Exchange exchange, String path) {
        String[] parts = path.substring(API.length()).split("/", -1);
        if (parts.length != 3 || !parts[0].equals("runs")) {
            throw new RefusedException(
                    RefusedException.NOT_FOUND,
                    Problem.of(
                            "serve.unknown-path",
                            "Only a run can be followed: /api/v1/runs/ID/live."));
        }
        var run = api.run(parts[1]);
        if (streams.isFull()) {
            throw new RefusedException(
                    RefusedException.UNAVAILABLE,
                    Problem.of(
                            "serve.streams",
                            "The server has %d event streams, and takes no more. Try again later."
                                    .formatted(EventStreams.MOST_STREAMS)));
        }
        exchange.response().setStatus(HttpStatus.OK_200);
        if (exchange.method().equals("HEAD")) {
            exchange.sendOnce("text/event-stream", new byte[0]);
        } else {
            streams.add(run, exchange.response(), exchange.callback());
        }
    }

    private void checkHost(Exchange exchange) {
        String host = exchange.header("Host");
        if (!hosts.allow(host)) {
            throw new RefusedException(
                    HttpStatus.MISDIRECTED_REQUEST_421,
                    Problem.of(
                            "serve.host",
                            ("This server is not known as %s. Use one of %s, or start it with"
                                            + " --host %s.")
                                    .formatted(host, String.join(", ", hosts.names()), host)));
        }
    }

    private static void checkMethod(Exchange exchange) {
        boolean isForm = exchange.path().equals("/login") || exchange.path().equals("/logout");
        boolean isKnown =
                switch (exchange.method()) {
                    case "GET", "HEAD" -> true;
                    case "POST" -> isForm;
                    default -> false;
                };
        if (!isKnown) {
            exchange.response()
                    .getHeaders()
                    .put(HttpHeader.ALLOW, isForm ? "GET, HEAD, POST" : "GET, HEAD");
            throw new RefusedException(
                    HttpStatus.METHOD_NOT_ALLOWED_405,
                    Problem.of(
                            "serve.method",
                            "This interface only reads: use GET or HEAD at this address."));
        }
    }

    private void checkLimit(Exchange exchange, Limits of, String name) {
        double seconds = of.take(name.isEmpty() ? exchange.address() : name);
        if (seconds > 0) {
            long wait = (long) Math.ceil(seconds);
            exchange.response().getHeaders().put(HttpHeader.RETRY_AFTER, wait);
            throw new RefusedException(
                    HttpStatus.TOO_MANY_REQUESTS_429,
                    Problem.of(
                            "serve.too-often",
                            "Too many requests from you. Try again in %d s.".formatted(wait)),
                    Map.of("retryAfter", wait));
        }
    }

    private static void needOperator(Exchange exchange, String what) {
        if (!exchange.viewer().isOperator()) {
            throw new RefusedException(
                    HttpStatus.FORBIDDEN_403,
                    Problem.of(
                            "serve.role",
                            what
                                    + " can be seen by operators only. Ask who runs the server"
                                    + " for that role."));
        }
    }

    /// Empty where nobody is signed in.
    private Optional<Viewer> viewer(Exchange exchange) {
        Users known = users;
        if (known == null) {
            return Optional.of(Viewer.ANYBODY);
        }
        String header = settings.userHeader();
        String named = header.isEmpty() ? "" : exchange.header(header);
        if (!named.isEmpty() && exchange.isFromProxy()) {
            return known.ofName(named);
        }
        if (!named.isEmpty()) {
            accesses.event("refused " + header, named, exchange.address());
        }
        String authorization = exchange.header("Authorization");
        if (authorization.startsWith(BEARER)) {
            return known.ofToken(authorization.substring(BEARER.length()).strip());
        }
        for (HttpCookie cookie : Request.getCookies(exchange.request())) {
            if (cookie.getName().equals(COOKIE)) {
                return known.ofSession(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    private static void signInFirst(Exchange exchange) {
        if (exchange.path().equals("/")) {
            String query = exchange.request().getHttpURI().getQuery();
            exchange.redirect(query == null ? "/login" : "/login?" + query);
            return;
        }
        exchange.response().getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        throw new RefusedException(
                HttpStatus.UNAUTHORIZED_401,
                Problem.of(
                        "serve.sign-in",
                        "Sign in at /login, or send a valid token: `Authorization: Bearer TOKEN`."
                                + " `workbench serve-user token` makes one."));
    }

    private void post(Exchange exchange) throws IOException, InterruptedException {
        checkOrigin(exchange);
        if (exchange.path().equals("/logout")) {
            setCookie(exchange, "", 0);
            exchange.redirect("/login");
            return;
        }
        Users known = users;
        if (known == null) {
            exchange.redirect("/");
            return;
        }
        Map<String, String> form = form(exchange);
        checkLimit(exchange, signIns, "");
        String name = form.getOrDefault("name", "");
        Optional<String> session = known.signIn(name, form.getOrDefault("password", ""));
        accesses.event(
                session.isPresent() ? "signed in" : "not signed in", name, exchange.address());
        String to = form.getOrDefault("to", "");
        if (session.isEmpty()) {
            counters.refusedSignIn();
            exchange.redirect("/login?failed=1" + (to.isEmpty() ? "" : "&" + to));
            return;
        }
        setCookie(exchange, session.get(), Users.SESSION.toSeconds());
        exchange.redirect(to.isEmpty() ? "/" : "/?" + to);
    }

    /// A form of another site is not taken. Some proxies ask by another name than the viewer did.
    private void checkOrigin(Exchange exchange) {
        String origin = exchange.header("Origin").replaceFirst("^https?://", "");
        boolean isOwn = origin.equals(exchange.header("Host")) || hosts.allow(origin);
        if (!origin.isEmpty() && !isOwn) {
            throw new RefusedException(
                    HttpStatus.FORBIDDEN_403,
                    Problem.of("serve.origin", "This form belongs to another site."));
        }
    }

    /// A value that has no line of its own in a header.
    private static Map<String, String> form(Exchange exchange) throws IOException {
        if (exchange.request().getLength() > MOST_FORM_BYTES
                || exchange.request().getLength() < 0) {
            throw new RefusedException(
                    HttpStatus.PAYLOAD_TOO_LARGE_413,
                    Problem.of("serve.form", "The form is too large, or has no length."));
        }
        return Query.of(Content.Source.asString(exchange.request(), StandardCharsets.UTF_8))
                .values();
    }

    private static void setCookie(Exchange exchange, String value, long seconds) {
        Response.putCookie(
                exchange.response(),
                HttpCookie.build(COOKIE, value)
                        .path("/")
                        .httpOnly(true)
                        .secure(exchange.isSecure())
                        .sameSite(HttpCookie.SameSite.STRICT)
                        .maxAge(seconds)
                        .build());
    }
}
