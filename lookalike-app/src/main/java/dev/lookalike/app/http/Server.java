package dev.lookalike.app.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.ServerFile;
import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.Problem;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.vision.Picture;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;

/// Serves the page and the contract `openapi.yaml` on one port.
public final class Server implements AutoCloseable {
    /*
     * A request's way: security headers -> where it comes from and who asks (Guard) -> the route's scope and parameters
     * -> room for its body (a Gate counted in kilobytes) -> the body, byte for byte -> room for its work (the route's
     * Gate) -> the Api -> JSON. Whatever is thrown on the way becomes a Problem in one place.
     *
     * Each request has a virtual thread of its own, so waiting costs nothing; the gates bound what costs something.
     */
    private static final System.Logger LOG = System.getLogger(Server.class.getName());
    private static final int WARM_SIDE = 400;
    private static final int WARM_QUERIES = 3;
    private static final String CALLER = "caller";
    private static final String ROUTE = "route";

    private final Path galleryFolder;
    private final ServerOptions options;
    private final Keys keys;
    private final Guard guard;
    private final Events events;
    private final Metrics metrics;
    private final Routes routes;
    private final List<Route> table;
    private final Gate bodies;
    private final Javalin javalin;
    private final ServerFile file;
    private volatile boolean closing;

    private Server(Api api, Path galleryFolder, ServerOptions options, Load load) {
        this.galleryFolder = galleryFolder;
        this.options = options;
        keys = new Keys(galleryFolder);
        guard = new Guard(keys, options);
        events = new Events(api::status, load.listenerGate());
        metrics = new Metrics(api);
        routes = new Routes(api, guard, events, metrics, load);
        bodies = load.uploadGate();
        table = routes.all().toList();
        JettySettings.quieten();
        javalin = Javalin.create(this::configure);
        try {
            javalin.start();
        } catch (JavalinBindException taken) {
            throw new ProblemException(Kind.UNAVAILABLE, "port %d is taken; choose another, or 0 for one that is free"
                    .formatted(options.port()));
        }
        file = new ServerFile(address(), keys.issueForSession(Scope.ADMIN), ProcessHandle.current().pid());
        file.write(galleryFolder);
    }

    /// Starts a server and tells commands about it through [ServerFile].
    ///
    /// @param api
    ///            what it asks; stays open when the server is closed
    /// @param galleryFolder
    ///            where its keys are kept
    /// @throws ProblemException
    ///             if the port is taken
    public static Server start(Api api, Path galleryFolder, ServerOptions options) {
        return start(api, galleryFolder, options, Load.usual());
    }

    static Server start(Api api, Path galleryFolder, ServerOptions options, Load load) {
        return new Server(api, galleryFolder, options, load);
    }

    /// Asks this server a few times what a picture is like, as others will through the network, so that the first of them
    /// waits no longer than the next. What goes wrong is left for them to see.
    public void warm() {
        byte[] grey = Picture.of(WARM_SIDE, WARM_SIDE, new byte[3 * WARM_SIDE * WARM_SIDE]).thumbnail(WARM_SIDE);
        String key = key(Scope.READ);
        try {
            for (int i = 0; i < WARM_QUERIES; i++) {
                var asked = (HttpURLConnection) address().resolve("/v1/similar?count=10").toURL()
                        .openConnection(Proxy.NO_PROXY);
                asked.setRequestProperty("Authorization", "Bearer " + key);
                asked.setRequestProperty("X-Lookalike", "1");
                asked.setRequestProperty("Content-Type", "image/jpeg");
                asked.setDoOutput(true);
                asked.getOutputStream().write(grey);
                try (var answer = asked.getInputStream()) {
                    answer.readAllBytes();
                }
            }
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.DEBUG, "the server could not ask itself", failure);
        }
    }

    /// The lines of the contract that are served.
    List<Route> table() {
        return table;
    }

    /// A new key that ends with this server.
    String key(Scope scope) {
        return keys.issueForSession(scope);
    }

    /// Where a browser on this machine finds the page.
    public URI address() {
        var bind = options.bind();
        String host = bind.isAnyLocalAddress() ? "127.0.0.1" : literal(bind);
        return URI.create("http://%s:%d".formatted(host, javalin.port()));
    }

    /// Where another machine finds the page, with a new key of scope write: for a QR code. Empty where only this
    /// machine is served, or this machine has no address that others can reach.
    public Optional<URI> invitation() {
        if (!options.needsKey()) {
            return Optional.empty();
        }
        var bind = options.bind();
        var host = bind.isAnyLocalAddress() ? reachable().map(Server::literal) : Optional.of(literal(bind));
        return host.map(name -> URI.create(
                "http://%s:%d/?key=%s".formatted(name, javalin.port(), keys.issue(Scope.WRITE))));
    }

    /// Lets requests that are being answered end, then stops.
    @Override
    public void close() {
        closing = true;
        events.close();
        file.delete(galleryFolder);
        javalin.stop();
        routes.close();
        metrics.close();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        JettySettings.apply(config.jetty, options);
        config.requestLogger.http(this::log);
        config.routes.before(this::admit);
        for (var route : table) {
            config.routes.addHttpHandler(route.method(), route.path(), request -> answer(route, request));
        }
        config.routes.exception(HttpResponseException.class, (failure, request) -> unanswered(request));
        config.routes.exception(Exception.class, (failure, request) -> fail(request, failure));
    }

    private void admit(Context request) {
        Replies.secure(request);
        if (closing) {
            throw new ProblemException(Kind.UNAVAILABLE, "the server is stopping; ask again when it is back");
        }
        request.attribute(CALLER, guard.admit(request));
    }

    /// How far the caller reaches.
    static Scope caller(Context request) {
        return Objects.requireNonNull(request.attribute(CALLER), "a request that was not admitted");
    }

    private void answer(Route route, Context request) {
        request.attribute(ROUTE, route.path());
        Guard.demand(route.scope(), caller(request));
        Asked.checkParameters(request, route.parameters(), route.isLinked());
        try {
            int bytes = route.body().announced(request);
            if (bytes == 0) {
                work(route, new Asked(request, new byte[0]));
            } else {
                bodies.pass(bytes / 1_024 + 1, () -> work(route, new Asked(request, route.body().read(request))));
            }
        } catch (ProblemException refused) {
            Body.discard(request);
            throw refused;
        } catch (Error failure) {
            LOG.log(System.Logger.Level.ERROR, "a request met a fault of the program", failure);
            Replies.problem(request, Problem.of(failure));
        }
    }

    private static void work(Route route, Asked asked) {
        var gate = route.gate();
        if (gate == null) {
            route.answer().answer(asked);
        } else {
            gate.pass(() -> route.answer().answer(asked));
        }
    }

    /// No route answers: a file of the page, another method of a route, or nothing at all.
    private void unanswered(Context request) {
        try {
            Guard.demand(Scope.READ, caller(request));
            String method = request.method().name();
            if (method.equals("GET") && routes.pageFile(request.status(200))) {
                return;
            }
            var methods = table.stream().filter(route -> route.matches(request.path()))
                    .map(route -> route.method().name()).toList();
            if (methods.isEmpty()) {
                throw new ProblemException(Kind.NO_SUCH_ROUTE,
                        "there is nothing at this address; /openapi.yaml says what there is");
            }
            request.header("Allow", String.join(", ", methods));
            throw new ProblemException(Kind.WRONG_METHOD, "this address does not take %s; it takes %s"
                    .formatted(method, String.join(", ", methods)));
        } catch (RuntimeException failure) {
            fail(request, failure);
        }
    }

    private static void fail(Context request, Exception failure) {
        var problem = Problem.of(failure);
        if (problem.bug()) {
            LOG.log(System.Logger.Level.ERROR, request.method() + " " + request.path() + " met a fault of the program",
                    failure);
        }
        Replies.problem(request, problem);
    }

    private void log(Context request, float milliseconds) {
        String route = Objects.requireNonNullElse(request.attribute(ROUTE), "other");
        metrics.answered(request.method().name(), route, request.statusCode(),
                Duration.ofNanos((long) (milliseconds * 1e6)));
        LOG.log(System.Logger.Level.DEBUG, () -> "%s %s %d %.1f ms".formatted(request.method(), request.path(),
                request.statusCode(), milliseconds));
    }

    private static Optional<InetAddress> reachable() {
        try {
            return NetworkInterface.networkInterfaces().filter(Server::isUp).flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress()
                            && !address.isLinkLocalAddress())
                    .min((one, other) -> Boolean.compare(other.isSiteLocalAddress(), one.isSiteLocalAddress()));
        } catch (SocketException _) {
            return Optional.empty();
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp() && !network.isVirtual() && !network.isPointToPoint();
        } catch (SocketException _) {
            return false;
        }
    }

    private static String literal(InetAddress address) {
        return address instanceof Inet4Address ? address.getHostAddress() : "[" + address.getHostAddress() + "]";
    }
}
