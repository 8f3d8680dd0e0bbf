package dev.lookalike.app.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.lookalike.app.http.Caller.Call;
import dev.lookalike.app.http.Contract.Operation;
import dev.lookalike.app.http.Contract.Parameter;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Walks every route, parameter bound and error of `openapi.yaml` against the running server.
@ExtendWith(Shop.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
    private final Contract contract = new Contract();
    private Shop shop;
    private Caller caller;
    private Requests requests;

    ContractTest() throws IOException {}

    @BeforeAll
    void open(Shop opened) throws IOException, InterruptedException {
        shop = opened;
        caller = new Caller(shop.server().address());
        requests = new Requests(shop, caller, contract);
    }

    @AfterAll
    void close() {
        caller.close();
    }

    @Test
    void routes_comparedWithContract_areTheSame() {
        var written = new TreeSet<String>();
        contract.operations().forEach(each -> written.add(each + " " + each.scope() + " " + taken(each)));
        var served = new TreeSet<String>();
        shop.server().table().forEach(route -> served.add("%s %s %s %s".formatted(route.method().name(), route.path(),
                scope(route), new TreeSet<>(route.parameters()))));

        assertThat(served).isEqualTo(written);
    }

    @Test
    void eachRoute_askedRightly_answersAsTheContractSays() throws IOException, InterruptedException {
        var softly = new SoftAssertions();
        for (var operation : contract.operations()) {
            if (operation.toString().equals("GET /v1/events")) {
                continue;
            }
            var call = requests.good(operation);
            var response = caller.send(call);
            softly.assertThat(response.statusCode()).as("%s: %s", call, text(response)).isEqualTo(
                    operation.statuses().getFirst());
            checkContent(softly, operation, response);
        }
        softly.assertAll();
    }

    @Test
    void events_listenedTo_tellTheStatusAtOnceAndWhenItChanges() throws IOException, InterruptedException {
        var request = caller.request(Caller.get("/v1/events"));
        var response = caller.http().send(request, BodyHandlers.ofLines());
        try (var lines = response.body()) {
            var data = lines.filter(line -> line.startsWith("data: ")).map(line -> line.substring(6)).iterator();
            var first = Caller.JSON.readTree(data.next());
            long id = shop.api().add(Drawing.png(50, 60), "news.png").id();
            var second = Caller.JSON.readTree(data.next());
            shop.api().remove(id);

            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            assertThat(contract.violations(statusSchema(), first)).isEmpty();
            assertThat(second.path("images").asLong()).isEqualTo(first.path("images").asLong() + 1);
        }
    }

    @Test
    void queryParameters_outsideTheirBounds_areRefused() throws IOException, InterruptedException {
        var softly = new SoftAssertions();
        for (var operation : contract.operations()) {
            String path = operation.method().equals("DELETE") ? "/v1/images/1" : requests.path(operation);
            for (var parameter : operation.parameters()) {
                if (parameter.in().equals("query")) {
                    for (String value : wrong(parameter)) {
                        refused(softly, operation, path + "?" + parameter.name() + "=" + encoded(value));
                    }
                    refused(softly, operation, "%s?%2$s=1&%2$s=1".formatted(path, parameter.name()));
                }
            }
            if (!path.equals("/")) {
                refused(softly, operation, path + "?unheard=1");
            }
        }
        softly.assertAll();
    }

    @Test
    void queryParameters_atTheirBounds_areTaken() throws IOException, InterruptedException {
        var softly = new SoftAssertions();
        for (var operation : contract.operations()) {
            for (var parameter : operation.parameters()) {
                for (String value : parameter.in().equals("query") ? right(parameter) : List.<String>of()) {
                    var call = requests.good(operation, "?%s=%s".formatted(parameter.name(), encoded(value)));
                    var response = caller.send(call);
                    softly.assertThat(response.statusCode()).as("%s: %s", call, text(response)).isLessThan(300);
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void pathParameters_outsideTheirBounds_areRefused() throws IOException, InterruptedException {
        var softly = new SoftAssertions();
        for (var operation : contract.operations()) {
            for (var parameter : operation.parameters()) {
                for (String value : parameter.in().equals("path") ? wrong(parameter) : List.<String>of()) {
                    if (!value.isEmpty()) {
                        refused(softly, operation, operation.path().replace("{" + parameter.name() + "}",
                                encoded(value)).replaceAll("\\{[a-z]+}", "1"));
                    }
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void jsonBodies_wrongInAnyPlace_areRefused() throws IOException, InterruptedException {
        var softly = new SoftAssertions();
        for (var operation : contract.operations()) {
            var schema = contract.bodySchema(operation);
            if (schema.isMissingNode()) {
                continue;
            }
            var variants = new Variants(contract).wrong(schema, requests.json(operation));
            assertThat(variants).hasSizeGreaterThan(3);
            for (String json : variants) {
                var call = requests.good(operation).body("application/json", json.getBytes(
                        java.nio.charset.StandardCharsets.UTF_8));
                var response = caller.send(call);
                softly.assertThat(response.statusCode()).as("%s: %s", call, text(response)).isEqualTo(400);
                checkProblem(softly, response);
            }
        }
        softly.assertAll();
    }

    @Test
    void eachError_provoked_isAnsweredAsTheContractSays() throws IOException, InterruptedException {
        var softly = new SoftAssertions();
        try (var full = Server.start(shop.api(), Files.createDirectories(shop.place("full")), ServerOptions.loopback(0),
                new Load(0, 0, 0, 0, 1 << 20, Duration.ZERO)); var fullCaller = new Caller(full.address())) {
            for (var operation : contract.operations()) {
                for (int status : operation.statuses()) {
                    if (status >= 304 && status != ONLY_READ && !inJobsTest(operation, status)) {
                        var answer = status == 429
                                ? fullCaller.send(requests.good(operation).without("Authorization"))
                                : provoke(operation, status);
                        softly.assertThat(answer.statusCode()).as("%s: %s", operation, text(answer)).isEqualTo(status);
                        if (status >= 400) {
                            checkProblem(softly, answer);
                        }
                        if (status == 429) {
                            softly.assertThat(answer.headers().firstValue("Retry-After")).as(operation.toString())
                                    .isPresent();
                        }
                    }
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void unknownAddresses_asked_areProblemsToo() throws IOException, InterruptedException {
        var nowhere = caller.send(Caller.get("/v1/nowhere"));
        var wrongMethod = caller.send(new Call("DELETE", "/v1/status"));
        var page = caller.send(Caller.post("/index.html"));

        assertThat(List.of(nowhere.statusCode(), wrongMethod.statusCode(), page.statusCode()))
                .containsExactly(404, 405, 404);
        assertThat(wrongMethod.headers().firstValue("Allow")).contains("GET");
        assertThat(Caller.JSON.readTree(nowhere.body()).path("type").asString())
                .isEqualTo("urn:lookalike:problem:no-such-route");
        assertThat(caller.rawStatus("GET /v1/../../secret HTTP/1.1\nHost: 127.0.0.1:%d\n\n".formatted(caller.port())))
                .isGreaterThanOrEqualTo(400);
        assertThat(caller.rawStatus("NONSENSE\n\n")).isEqualTo(400);
    }

    @Test
    void page_linkedWithParametersOfOthers_isThePage() throws IOException, InterruptedException {
        var linked = caller.send(Caller.get("/?utm_source=letter&utm_source=twice"));
        var asked = caller.send(Caller.get("/health?utm_source=letter"));

        assertThat(List.of(linked.statusCode(), asked.statusCode())).containsExactly(200, 400);
        assertThat(linked.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    }

    /// What a server with `--read-only` says, of which `ReadersTest` asks everything that changes a gallery.
    private static final int ONLY_READ = 409;

    /// Jobs are refused when sixteen are unfinished, which `JobsTest` tries where it can hold them.
    private static boolean inJobsTest(Operation operation, int status) {
        return status == 429 && operation.node().path("tags").get(0).asString().equals("work")
                && !operation.path().equals("/v1/events");
    }

    private HttpResponse<byte[]> provoke(Operation operation, int status) throws IOException, InterruptedException {
        return switch (status) {
            case 303 -> caller.send(requests.good(operation, "?key=" + shop.server().key(Scope.READ)));
            case 304 -> caller.send(requests.good(operation).with("If-None-Match",
                    caller.send(requests.good(operation)).headers().firstValue("ETag").orElseThrow()));
            case 404 -> caller.send(missing(operation));
            case 410 -> caller.send(gone(operation));
            case 413 -> caller.send(tooLarge(operation));
            case 415 -> caller.send(requests.good(operation).with("Content-Type", "multipart/form-data; boundary=x"));
            case 422 -> {
                byte[] whole = Drawing.jpeg(2, 2);
                yield caller.send(requests.good(operation).body("image/jpeg",
                        java.util.Arrays.copyOf(whole, whole.length / 3)));
            }
            default -> throw new AssertionError("nothing provokes %d of %s; write it".formatted(status, operation));
        };
    }

    private Call missing(Operation operation) throws IOException, InterruptedException {
        String path = operation.path().replace("{id}", "999999999").replace("{job}", "999999999")
                .replace("{upload}", "0".repeat(32)).replace("{user}", "nobody").replace("{outfit}", "nothing");
        var call = requests.fill(operation, new Call(operation.method(), path));
        if (operation.path().equals("/v1/events")) {
            return call.json(
                    Caller.JSON.readTree("{\"events\": [{\"user\": \"ana\", \"image\": 999999999, \"rating\": 5}]}"));
        }
        if (operation.path().equals("/v1/outfits/{outfit}")) {
            return call.json(Caller.JSON.readTree("{\"images\": [999999998, 999999999]}"));
        }
        return contract.bodySchema(operation).isMissingNode() || operation.path().contains("{id}")
                ? call
                : call.json(Caller.JSON.readTree(
                        """
                        {"parts": [{"image": 999999999}]%s}
                        """.formatted(operation.path().equals("/v1/explain") ? ", \"image\": 999999999" : "")));
    }

    private Call gone(Operation operation) throws IOException {
        Path file = shop.pictures().resolve("circles/passing.jpg");
        Files.write(file, Drawing.jpeg(7, operation.path().length()));
        long id;
        try {
            var job = shop.api().await(shop.api().add(file), _ -> {});
            assertThat(job.problem()).isNull();
            id = shop.images().stream().filter(image -> image.name().equals("passing.jpg")).findFirst().orElseThrow()
                    .id();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        } finally {
            Files.delete(file);
        }
        return new Call(operation.method(), operation.path().replace("{id}", Long.toString(id)));
    }

    private Call tooLarge(Operation operation) throws IOException, InterruptedException {
        int limit = contract.takesPicture(operation) ? Body.PICTURE.maxBytes() : Body.JSON.maxBytes();
        var call = requests.good(operation);
        return contract.takesPicture(operation)
                ? call.body("image/jpeg", new byte[limit + 1])
                : call.body("application/json", new byte[limit + 1]);
    }

    private void refused(SoftAssertions softly, Operation operation, String path)
            throws IOException, InterruptedException {
        var call = requests.fill(operation, new Call(operation.method(), path));
        var response = caller.send(call);
        softly.assertThat(response.statusCode()).as("%s: %s", call, text(response)).isEqualTo(400);
        checkProblem(softly, response);
    }

    private void checkContent(SoftAssertions softly, Operation operation, HttpResponse<byte[]> response) {
        var contents = contract.contents(operation, response.statusCode());
        String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        if (contents.isEmpty()) {
            softly.assertThat(response.body()).as(operation.toString()).isEmpty();
            return;
        }
        String declared = contents.containsKey("image/*") && type.startsWith("image/") ? "image/*" : type;
        softly.assertThat(contents.keySet()).as(operation.toString()).contains(declared);
        var schema = contents.get(declared);
        if (schema != null && !schema.isMissingNode()) {
            softly.assertThat(contract.violations(schema, Caller.JSON.readTree(response.body())))
                    .as(operation.toString()).isEmpty();
        }
    }

    private void checkProblem(SoftAssertions softly, HttpResponse<byte[]> response) {
        softly.assertThat(response.headers().firstValue("Content-Type").orElse("")).isEqualTo(
                "application/problem+json");
        var problem = Caller.JSON.readTree(response.body());
        softly.assertThat(contract.violations(problemSchema(), problem)).isEmpty();
        softly.assertThat(problem.path("status").asInt()).isEqualTo(response.statusCode());
        softly.assertThat(problem.path("detail").asString()).hasSizeGreaterThan(20);
    }

    private JsonNode problemSchema() {
        return schema("#/components/schemas/Problem");
    }

    private JsonNode statusSchema() {
        return schema("#/components/schemas/Status");
    }

    private JsonNode schema(String reference) {
        return contract.resolved(Caller.JSON.createObjectNode().put("$ref", reference));
    }

    private static List<String> wrong(Parameter parameter) {
        var schema = parameter.schema();
        var wrong = new ArrayList<String>();
        if (schema.path("type").asString().equals("integer")) {
            wrong.addAll(List.of("-1", "NaN", "Infinity", "-Infinity", "1e3", "1.5", "0x10", "abc", "",
                    "99999999999999999999", " 1"));
            if (schema.has("minimum")) {
                wrong.add(Long.toString(schema.get("minimum").asLong() - 1));
            }
            if (schema.has("maximum")) {
                wrong.add(Long.toString(schema.get("maximum").asLong() + 1));
            }
        } else if (schema.path("type").asString().equals("boolean")) {
            wrong.addAll(List.of("1", "0", "TRUE", "yes", "", "true "));
        } else {
            if (schema.has("maxLength")) {
                wrong.add("1".repeat(schema.get("maxLength").asInt() + 1));
            }
            if (schema.has("enum") || schema.has("pattern")) {
                wrong.addAll(List.of("-1", "NaN", "COSINE", "x,y,z,w", ""));
            }
            if (parameter.name().equals("crop")) {
                wrong.addAll(List.of("0,0,0,1", "0,0,1,0", "0.5,0,0.6,1", "0,0,1,1.1", "1,0,1,1", "-0.1,0,1,1",
                        "NaN,0,1,1", "0,0,Infinity,1", "0,0,1", "0,0,1,1,1", "0,0,1e9,1"));
            }
        }
        return wrong;
    }

    private static List<String> right(Parameter parameter) {
        var schema = parameter.schema();
        var right = new TreeSet<String>();
        for (String bound : List.of("minimum", "maximum", "default")) {
            if (schema.has(bound) && !parameter.name().equals("key")) {
                right.add(schema.get(bound).asString());
            }
        }
        schema.path("enum").forEach(each -> right.add(each.asString()));
        if (schema.path("type").asString().equals("boolean")) {
            right.addAll(List.of("true", "false"));
        }
        if (schema.has("maxLength") && Set.of("name", "folder", "category", "after").contains(parameter.name())) {
            right.add("y".repeat(schema.get("maxLength").asInt()));
        }
        return List.copyOf(right);
    }

    private static String taken(Operation operation) {
        var names = new TreeSet<String>();
        operation.parameters().stream().filter(each -> each.in().equals("query")).forEach(each -> names.add(
                each.name()));
        return names.toString();
    }

    /// The page asks for the scope itself, because a key in its address comes first.
    private static String scope(Route route) {
        return route.path().equals("/") ? Scope.READ.toString() : route.scope().toString();
    }

    private static String encoded(String value) {
        return java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String text(HttpResponse<byte[]> response) {
        String text = new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        return text.substring(0, Math.min(400, text.length()));
    }
}
