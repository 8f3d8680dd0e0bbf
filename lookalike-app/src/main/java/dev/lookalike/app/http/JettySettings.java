package dev.lookalike.app.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.lookalike.app.api.Json;
import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.Problem;
import io.javalin.config.JettyConfig;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;

/// How the HTTP server below treats connections, and what it says of requests too broken to get further.
final class JettySettings {
    private static final int MAX_CONNECTIONS = 1_024;
    private static final int MAX_HEADER_BYTES = 16 << 10;
    /// How long a stop waits for requests that are being answered.
    private static final Duration GRACE = Duration.ofSeconds(5);
    /// How long a request may wait for its answer without a byte on the line, such as for an evaluation.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// Kept here, because the logging system forgets loggers that nobody holds.
    private static final List<Logger> QUIET = List.of(Logger.getLogger("org.eclipse.jetty"),
            Logger.getLogger("io.javalin"));

    private JettySettings() {}

    /// Starting and stopping is told by whoever does it; only what goes wrong below is news.
    static void quieten() {
        QUIET.stream().filter(logger -> logger.getLevel() == null).forEach(logger -> logger.setLevel(Level.WARNING));
    }

    static void apply(JettyConfig jetty, ServerOptions options) {
        jetty.addConnector((server, http) -> {
            var connector = new ServerConnector(server, new HttpConnectionFactory(http));
            connector.setHost(options.bind().getHostAddress());
            connector.setPort(options.port());
            connector.setAcceptQueueSize(MAX_CONNECTIONS);
            return connector;
        });
        jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
            http.setRequestHeaderSize(MAX_HEADER_BYTES);
            http.setIdleTimeout(PATIENCE.toMillis());
        });
        jetty.modifyServer(server -> {
            server.setHandler(new GracefulHandler());
            server.setStopTimeout(GRACE.toMillis());
            server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
            server.setErrorHandler((request, response, callback) -> {
                byte[] json = Json.bytes(Problem.of(Kind.BAD_REQUEST, "the request is not HTTP that is taken here"));
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
                response.getHeaders().put("X-Content-Type-Options", "nosniff");
                response.write(true, ByteBuffer.wrap(json), callback);
                return true;
            });
        });
    }
}
