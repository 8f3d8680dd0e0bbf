package dev.lookalike.app.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import dev.lookalike.app.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@ExtendWith(Shop.Resolver.class)
class ServerTest {
    @TempDir
    private Path home;

    @Test
    void start_onAPortThatIsTaken_saysSo(Shop shop) {
        int taken = shop.server().address().getPort();

        var failure = catchThrowableOfType(ProblemException.class,
                () -> Server.start(shop.api(), home, ServerOptions.loopback(taken)));

        assertThat(failure.problem().exitCode()).isEqualTo(4);
        assertThat(failure.problem().detail()).contains(Integer.toString(taken));
        assertThat(home.resolve("server.json")).doesNotExist();
    }

    @Test
    void invitation_onLoopback_isNone(Shop shop) {
        assertThat(shop.server().invitation()).isEmpty();
        assertThat(shop.server().address().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void warm_asksWhatOthersWillAsk_andIsAnswered(Shop shop) throws IOException, InterruptedException {
        try (var server = Server.start(shop.api(), home, ServerOptions.loopback(0));
                var caller = new Caller(server.address())) {
            server.warm();

            assertThat(new String(caller.send(Caller.get("/metrics")).body(), StandardCharsets.UTF_8)).contains(
                    "lookalike_http_requests_seconds_count{method=\"POST\",route=\"/v1/similar\",status=\"200\"} 3");
        }
    }

    @Test
    void close_whileAListenerListens_endsItsEvents(Shop shop) throws IOException, InterruptedException {
        var server = Server.start(shop.api(), home, ServerOptions.loopback(0));
        try (var caller = new Caller(server.address())) {
            var request = caller.request(Caller.get("/v1/events"));
            try (var body = caller.http().send(request, BodyHandlers.ofInputStream()).body()) {
                int first = body.read();
                server.close();

                assertThat(first).isEqualTo('e');
                assertThat(body.readAllBytes()).isNotEmpty();
            }
        } finally {
            server.close();
        }
    }
}
