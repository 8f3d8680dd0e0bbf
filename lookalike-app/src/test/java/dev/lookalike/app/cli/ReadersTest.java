package dev.lookalike.app.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.ServerFile;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Match;
import dev.lookalike.gallery.Query;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Embedder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// One process owns a gallery, two only serve it from a real Milvus server, which is killed meanwhile.
@Execution(ExecutionMode.CONCURRENT) // It waits for servers most of the time.
final class ReadersTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PICTURES = 40;
    private static final int ANSWERS = 8;
    private static final Duration SOON = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private int milvusPort;

    @Test
    void serve_readOnlyFromMilvus_answersAsTheOwner(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(installed().resolve("bin/milvus")),
                () -> "no Milvus server in %s; run tools/milvus install".formatted(installed()));
        try (var free = new ServerSocket(0)) {
            milvusPort = free.getLocalPort();
        }
        var program = new Program(folder);
        Path photos = program.draw("photos", PICTURES);
        Process milvus = milvus(folder);
        String engine = "milvus:127.0.0.1:%d/holiday,index=FLAT,patience=120".formatted(milvusPort);
        var readers = new ArrayList<Process>();
        try (var embedder = Embedder.bundled();
                var owner = Gallery.open(folder.resolve("owner"), embedder, engine)) {
            owner.add(photos);
            describe(owner);
            var addresses = new ArrayList<URI>();
            for (int i = 0; i < 2; i++) {
                addresses.add(reader(program, folder, "reader-" + i, engine, readers));
            }
            for (URI address : addresses) {
                assertSame(owner, address);
                assertFiltered(owner, address);
                assertRefused(owner, address);
            }
            assertRefused(program, owner, engine);
            assertRefused(folder.resolve("reader-1"), photos, owner);
            milvus = killedUnderLoad(folder, milvus, owner, addresses);
            assertFollowed(program, owner, addresses);
        } finally {
            readers.forEach(Process::destroyForcibly);
            milvus.destroyForcibly().waitFor();
        }
    }

    private static void describe(Gallery owner) {
        for (Image image : owner.images(Filter.all(), 0, PICTURES)) {
            owner.describe(image.id(),
                    Map.of("price", String.valueOf(image.id() * 2.5), "na\"me ä", "Tea \\ " + image.id(),
                            "colour", image.id() % 3 == 0 ? "Red" : "blue"));
        }
    }

    private Process milvus(Path folder) throws IOException {
        Path tool = Path.of("..", "tools", "milvus").toAbsolutePath().normalize();
        return new ProcessBuilder(tool.toString(), "serve", folder.resolve("milvus").toString(),
                Integer.toString(milvusPort)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("milvus.txt").toFile())).start();
    }

    private static URI reader(Program program, Path folder, String name, String engine, List<Process> readers)
            throws Exception {
        Path output = folder.resolve(name + ".out");
        Path errors = folder.resolve(name + ".err");
        Process process = program.start(output, errors, "serve", "--read-only", "--engine", engine, "--gallery", name,
                "--port", "0", "--json");
        readers.add(process);
        long end = System.nanoTime() + SOON.toNanos();
        while (Files.readString(output).lines().findFirst().isEmpty()) {
            assertThat(process.isAlive()).as(() -> read(errors)).isTrue();
            assertThat(System.nanoTime()).as(() -> read(errors)).isLessThan(end);
            Thread.sleep(50);
        }
        return URI.create(JSON.readTree(Files.readString(output).lines().findFirst().orElseThrow()).get("address")
                .asString());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    private record Reply(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    private Reply ask(URI address, String method, String path) throws IOException, InterruptedException {
        var reply = http.send(HttpRequest.newBuilder(address.resolve(path)).header("X-Lookalike", "1")
                .timeout(SOON).method(method, HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofByteArray());
        return new Reply(reply.statusCode(), reply.body());
    }

    private void assertSame(Gallery owner, URI address) throws Exception {
        List<Image> images = owner.images(Filter.all(), 0, 1_000);
        JsonNode listed = soon(address, "/v1/images?count=1000", each -> each.get("images").size() == images.size()
                && each.get("images").get(0).get("metadata").size() == images.getFirst().metadata().size());
        for (int i = 0; i < images.size(); i++) {
            Image image = images.get(i);
            JsonNode shown = listed.get("images").get(i);
            assertThat(shown.get("id").asLong()).isEqualTo(image.id());
            assertThat(shown.get("path").asString()).isEqualTo(image.path().toString());
            assertThat(shown.get("width").asInt()).isEqualTo(image.width());
            image.metadata().forEach(
                    (field, value) -> assertThat(shown.get("metadata").get(field).asString()).isEqualTo(value));
        }
        for (Image image : images.subList(0, 12)) {
            for (String metric : List.of("cosine", "euclidean")) {
                assertMatches(owner.search(Query.like(image.id()).by(metric.equals("cosine")
                        ? Metric.COSINE
                        : Metric.EUCLIDEAN), ANSWERS).matches(),
                        ask(address, "GET", "/v1/images/%d/similar?count=%d&metric=%s".formatted(image.id(), ANSWERS,
                                metric)));
            }
        }
        long id = images.getFirst().id();
        Reply certain = ask(address, "GET", "/v1/images/%d/similar?exact=true".formatted(id));
        assertThat(certain.status()).isEqualTo(400);
        assertThat(certain.text()).contains("milvus cannot answer with certainty");
        assertThat(ask(address, "GET", "/v1/images/%d/thumbnail?side=64".formatted(id)).body())
                .isEqualTo(owner.thumbnail(id, 64));
        assertThat(ask(address, "GET", "/v1/images/%d/content".formatted(id)).body())
                .isEqualTo(Files.readAllBytes(images.getFirst().path()));
        assertThat(ask(address, "GET", "/v1/folders").json().get("folders").size())
                .isEqualTo(owner.folders().size());
    }

    private static void assertMatches(List<Match> due, Reply reply) {
        assertThat(reply.status()).as(() -> reply.text()).isEqualTo(200);
        JsonNode matches = reply.json().get("matches");
        assertThat(matches.size()).isEqualTo(due.size());
        for (int i = 0; i < due.size(); i++) {
            assertThat(matches.get(i).get("id").asLong()).isEqualTo(due.get(i).image().id());
            assertThat(matches.get(i).get("score").asDouble()).isCloseTo(due.get(i).score(), within(1e-5));
        }
    }

    private void assertFiltered(Gallery owner, URI address) throws Exception {
        for (String where : List.of("colour = RED", "colour != red", "price < 20", "price >= 50.0 and colour = blue",
                "price in (2.5, 5, \"many\") or \"na\\\"me ä\" = \"tea \\\\ 7\"", "\"na\\\"me ä\" contains \"7 TEA\"",
                "not sale exists", "sale exists", "colour > a and colour < c", "price > cheap")) {
            String asked = URLEncoder.encode(where, StandardCharsets.UTF_8);
            Reply reply = ask(address, "GET", "/v1/images?count=1000&where=" + asked);
            assertThat(reply.status()).as(() -> where + reply.text()).isEqualTo(200);
            var ids = new ArrayList<Long>();
            reply.json().get("images").forEach(image -> ids.add(image.get("id").asLong()));
            assertThat(ids).as(where)
                    .isEqualTo(owner.images(Filter.where(where), 0, 1_000).stream().map(Image::id).toList());
            assertThat(reply.json().get("total").asLong()).as(where).isEqualTo(ids.size());
        }
        Reply precise = ask(address, "GET", "/v1/images?where=price%20%3D%201.2345678901234567");
        assertThat(precise.status()).isEqualTo(400);
        assertThat(precise.json().get("detail").asString()).contains("up to 15");
        Reply searched = search(address,
                "{\"parts\":[{\"image\":1}],\"count\":5,\"filter\":{\"where\":\"colour = red\",\"folder\":\"round\"}}");
        assertMatches(owner.search(Query.like(1).among(Filter.and(Filter.folder("round"),
                Filter.where("colour = red"))), 5).matches(), searched);
    }

    private Reply search(URI address, String json) throws Exception {
        var reply = http.send(HttpRequest.newBuilder(address.resolve("/v1/search")).header("X-Lookalike", "1")
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json)).build(),
                BodyHandlers.ofByteArray());
        return new Reply(reply.statusCode(), reply.body());
    }

    private void assertRefused(Gallery owner, URI address) throws Exception {
        for (String route : List.of("DELETE /v1/images/1", "POST /v1/sync")) {
            String[] parts = route.split(" ");
            Reply refused = ask(address, parts[0], parts[1]);
            assertThat(refused.status()).as(route).isEqualTo(409);
            assertThat(refused.json().get("type").asString()).endsWith("read-only");
            assertThat(refused.json().get("exitCode").asInt()).isEqualTo(2);
            assertThat(refused.json().get("detail").asString()).contains(owner.folder().toString());
        }
    }

    private static void assertRefused(Program program, Gallery owner, String engine) throws Exception {
        Program.Run asked = program.run("remove", "1", "--gallery", "reader-0");
        assertThat(asked.exitCode()).isEqualTo(2);
        assertThat(asked.errors()).contains("only reads").contains(owner.folder().toString());
        Program.Run foreign = program.run("similar", "1", "--read-only", "--engine", engine, "--gallery", "foreign",
                "--model", "efficientnet-lite0-int8");
        assertThat(foreign.exitCode()).as(foreign.errors()).isEqualTo(3);
        assertThat(foreign.errors()).contains("fingerprint").contains("--model efficientnet-lite2-int8");
    }

    private static void assertRefused(Path reader, Path photos, Gallery owner) throws IOException {
        byte[] picture = Files.readAllBytes(owner.image(1).orElseThrow().path());
        try (Api api = ServerFile.running(reader).orElseThrow().connect()) {
            List<Runnable> changes = List.of(() -> api.add(picture, "again.png"), () -> api.add(photos), api::sync,
                    () -> api.remove(1), () -> api.describe(1, Map.of()), () -> api.describe(photos), api::verify,
                    api::repair, () -> api.tune(0.9), () -> api.snapshot(reader.resolve("snapshot")),
                    () -> api.exportTo(reader.resolve("export")), () -> api.importFrom(photos));
            for (Runnable change : changes) {
                assertThatExceptionOfType(ProblemException.class).isThrownBy(change::run)
                        .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(409))
                        .withMessageContaining(owner.folder().toString());
            }
        }
    }

    /// What is answered while the server goes and comes back is what the owner would answer, or a failure that says so.
    private Process killedUnderLoad(Path folder, Process milvus, Gallery owner, List<URI> addresses) throws Exception {
        List<Match> due = owner.similarTo(1, ANSWERS);
        var stop = new AtomicBoolean();
        var answered = new AtomicInteger();
        Process restarted;
        try (var threads = Executors.newCachedThreadPool()) {
            var work = new ArrayList<Future<?>>();
            for (URI address : addresses) {
                work.add(threads.submit(() -> {
                    while (!stop.get()) {
                        Reply reply = ask(address, "GET", "/v1/images/1/similar?count=" + ANSWERS);
                        if (reply.status() == 200) {
                            assertMatches(due, reply);
                            answered.incrementAndGet();
                        } else {
                            assertThat(reply.status()).isIn(429, 503);
                        }
                    }
                    return null;
                }));
            }
            try {
                Thread.sleep(1_000);
                milvus.destroyForcibly().waitFor();
                Thread.sleep(500);
                int before = answered.get();
                restarted = milvus(folder);
                long end = System.nanoTime() + SOON.toNanos();
                while (answered.get() < before + 100 && work.stream().noneMatch(Future::isDone)
                        && System.nanoTime() < end) {
                    Thread.sleep(50);
                }
                assertThat(answered.get() >= before + 100 || work.stream().anyMatch(Future::isDone)).isTrue();
            } finally {
                stop.set(true);
            }
            for (var each : work) {
                each.get(SOON.toSeconds(), TimeUnit.SECONDS);
            }
        }
        return restarted;
    }

    /// Removals and new spaces of the owner reach the readers.
    private void assertFollowed(Program program, Gallery owner, List<URI> addresses) throws Exception {
        String before = owner.status().space();
        assertThat(owner.remove(2)).isTrue();
        owner.add(program.draw("more", 70));
        assertThat(owner.status().space()).isNotEqualTo(before);
        for (URI address : addresses) {
            soon(address, "/v1/status", status -> status.get("space").asString().equals(owner.status().space()));
            assertThat(ask(address, "GET", "/v1/images/2").status()).isEqualTo(404);
            assertSame(owner, address);
        }
    }

    private interface Expected {
        boolean in(JsonNode answer);
    }

    private JsonNode soon(URI address, String path, Expected expected) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        while (true) {
            Reply reply = ask(address, "GET", path);
            if (reply.status() == 200 && expected.in(reply.json())) {
                return reply.json();
            }
            assertThat(System.nanoTime()).as(() -> reply.text()).isLessThan(end);
            Thread.sleep(100);
        }
    }

    private static Path installed() {
        return Optional.ofNullable(System.getenv("LOOKALIKE_MILVUS")).map(Path::of).orElseGet(
                () -> Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".cache")).resolve("lookalike/milvus"));
    }
}
