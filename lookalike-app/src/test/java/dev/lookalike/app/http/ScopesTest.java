package dev.lookalike.app.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.lookalike.app.http.Caller.Call;
import dev.lookalike.app.http.Contract.Operation;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Promise N2: who may ask, and from where. Every route of the contract, with every scope.
@ExtendWith(Shop.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScopesTest {
    private static final Map<String, Scope> SCOPES = Map.of("none", Scope.NONE, "read", Scope.READ, "write",
            Scope.WRITE, "admin", Scope.ADMIN);

    private final List<Operation> operations = new Contract().operations();
    private Path lanHome;
    private Server loopback;
    private Server lan;
    private String admin;
    private Caller local;
    private Caller beside;
    private @Nullable Caller remote;

    ScopesTest() throws IOException {}

    @BeforeAll
    void open(Shop shop) throws IOException {
        loopback = shop.server();
        lanHome = Files.createDirectories(shop.place("lan"));
        lan = Server.start(shop.api(), lanHome, ServerOptions.lan(0));
        admin = loopback.key(Scope.ADMIN);
        local = new Caller(loopback.address());
        beside = new Caller(lan.address());
        remote = lan.invitation().map(uri -> new Caller(URI.create("http://" + uri.getAuthority()))).orElse(null);
    }

    @AfterAll
    void close() {
        local.close();
        beside.close();
        if (remote != null) {
            remote.close();
        }
        lan.close();
    }

    @Test
    void lan_eachRouteWithEachScope_opensWhatTheContractSays() throws IOException, InterruptedException {
        tryAll(remote(), lan, Scope.NONE);
    }

    @Test
    void lan_askedOnTheMachineItself_needsNoMoreThanLoopback() throws IOException, InterruptedException {
        tryAll(beside, lan, Scope.WRITE);
    }

    @Test
    void lan_askedOnTheMachineItselfForSomebodyElse_needsAKey() throws IOException, InterruptedException {
        var softly = new SoftAssertions();
        for (String header : List.of("X-Forwarded-For", "Forwarded")) {
            var call = Caller.get("/v1/status").with(header, "for=192.0.2.60");
            softly.assertThat(beside.send(call).statusCode()).as(header).isEqualTo(401);
        }
        String machine = InetAddress.getLocalHost().getHostName();
        softly.assertThat(beside.rawStatus("GET /v1/status HTTP/1.1\nHost: " + machine + "\nConnection: close\n\n"))
                .as(machine).isEqualTo(401);
        softly.assertAll();
    }

    private Caller remote() {
        assumeTrue(remote != null, "skipped: this machine has no address that others can reach");
        return Objects.requireNonNull(remote);
    }

    @Test
    void loopback_eachRouteWithEachScope_opensWhatTheContractSays() throws IOException, InterruptedException {
        tryAll(local, loopback, Scope.WRITE);
    }

    /// @param without
    ///            how far a caller without a key reaches
    private void tryAll(Caller caller, Server server, Scope without) throws IOException, InterruptedException {
        var softly = new SoftAssertions();
        for (var operation : operations) {
            var needed = Objects.requireNonNull(SCOPES.get(operation.scope()), operation::toString);
            for (var scope : Scope.values()) {
                var call = harmless(operation);
                var reach = scope == Scope.NONE ? without : scope;
                int status = caller.send(scope == Scope.NONE ? call : call.key(server.key(scope))).statusCode();
                int refusal = reach == Scope.NONE ? 401 : 403;
                if (reach.includes(needed)) {
                    softly.assertThat(status).as("%s with %s", operation, scope).isNotIn(401, 403);
                } else {
                    softly.assertThat(status).as("%s with %s", operation, scope).isEqualTo(refusal);
                }
            }
            softly.assertThat(caller.send(harmless(operation).key("guessed")).statusCode())
                    .as("%s with a wrong key", operation).isEqualTo(401);
        }
        softly.assertAll();
    }

    @Test
    void eachRoute_askedFromElsewhere_isRefused() throws IOException, InterruptedException {
        var softly = new SoftAssertions();
        var foreign = List.of(Map.of("Origin", "http://evil.example"), Map.of("Origin", "null"),
                Map.of("Origin", "http://127.0.0.1:1"), Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"),
                Map.of("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"),
                Map.of("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"));
        for (var operation : operations) {
            for (var headers : foreign) {
                var call = harmless(operation).key(admin);
                headers.forEach(call::with);
                softly.assertThat(local.send(call).statusCode()).as("%s from %s", operation, headers).isEqualTo(403);
            }
            if (!operation.method().equals("GET")) {
                var form = harmless(operation).key(admin).without("X-Lookalike");
                softly.assertThat(local.send(form).statusCode()).as("%s by a form", operation).isEqualTo(403);
            }
            for (String host : List.of("evil.example", "evil.example:" + local.port(), "127.0.0.1:1", "localhost",
                    "127.0.0.2:" + local.port(), "[::1]:" + local.port(), "")) {
                softly.assertThat(status(operation, host)).as("%s as %s", operation, host).isIn(400, 403);
            }
            softly.assertThat(status(operation, "localhost:" + local.port())).as(operation.toString())
                    .isNotIn(401, 403);
        }
        softly.assertAll();
    }

    @Test
    void page_openedByALinkOfAnotherSite_opens() throws IOException, InterruptedException {
        var link = Caller.get("/").with("Sec-Fetch-Site", "cross-site").with("Sec-Fetch-Mode", "navigate")
                .with("Sec-Fetch-Dest", "document");

        assertThat(local.send(link).statusCode()).isEqualTo(200);
    }

    @Test
    void ownOrigin_onAWrite_isTaken() throws IOException, InterruptedException {
        var call = Caller.post("/v1/search?unheard=1").with("Origin", loopback.address().toString())
                .with("Sec-Fetch-Site", "same-origin");

        assertThat(local.send(call).statusCode()).isEqualTo(400);
    }

    @Test
    void invitation_opened_movesTheKeyIntoACookieThatOpens() throws IOException, InterruptedException {
        Caller remote = remote();
        URI invitation = lan.invitation().orElseThrow();
        String key = invitation.getQuery().substring("key=".length());

        var first = remote.send(Caller.get("/?key=" + key));
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
        var second = remote.send(Caller.get("/v1/status").with("Cookie", cookie.split(";", 2)[0]));
        var write = remote.send(Caller.post("/v1/sync?unheard=1").with("Cookie", cookie.split(";", 2)[0]));
        var wrong = remote.send(Caller.get("/?key=guessed"));

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(first.headers().firstValue("Location").orElse("")).endsWith("/").doesNotContain("key");
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
        assertThat(List.of(second.statusCode(), write.statusCode(), wrong.statusCode())).containsExactly(200, 400,
                401);
        assertThat(Files.readString(lanHome.resolve("keys.json"))).contains("sha256").doesNotContain(key);
    }

    @Test
    void keys_afterARestart_stillOpen(Shop shop) throws IOException, InterruptedException {
        Path home = Files.createDirectories(shop.place("restarted"));
        String issued;
        try (var first = Server.start(shop.api(), home, ServerOptions.lan(0))) {
            remote();
            issued = first.invitation().orElseThrow().getQuery().substring("key=".length());
        }
        try (var second = Server.start(shop.api(), home, ServerOptions.lan(0));
                var caller = new Caller(second.address())) {
            assertThat(caller.send(Caller.get("/v1/status").key(issued)).statusCode()).isEqualTo(200);
            assertThat(Files.exists(home.resolve("server.json"))).isTrue();
        }
        assertThat(Files.exists(home.resolve("server.json"))).isFalse();
    }

    private int status(Operation operation, String host) throws IOException {
        return local.rawStatus("""
                               %s %s HTTP/1.1
                               Host: %s
                               Authorization: Bearer %s
                               X-Lookalike: 1
                               Content-Length: 0
                               Connection: close

                               """.formatted(operation.method(), harmlessPath(operation), host, admin));
    }

    /// A request that is refused for a parameter nobody knows, but only after it was seen who asks.
    private static Call harmless(Operation operation) {
        return new Call(operation.method(), harmlessPath(operation));
    }

    private static String harmlessPath(Operation operation) {
        String path = operation.path().replace("{upload}", "0".repeat(32)).replaceAll("\\{[a-z]+}", "999999999");
        return path.equals("/") ? path : path + "?unheard=1";
    }
}
