package dev.lookalike.app.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;

import dev.lookalike.gallery.Gallery;
import dev.lookalike.index.EngineProvider;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.ModelStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A folder is served by another engine with one command.
@Execution(ExecutionMode.CONCURRENT) // It waits for another process most of the time.
final class EngineTest {
    private static final JsonMapper JSON = new JsonMapper();
    /// So many that an index file is kept.
    private static final int PICTURES = 1_030;
    private static final String MODEL = "efficientnet-lite0-int8";
    private static final Duration SOON = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void serve_byFaiss_answersFromItsGraph(@TempDir Path folder) throws Exception {
        String obstacle = EngineProvider.all().stream().filter(engine -> engine.name().equals("faiss")).findFirst()
                .orElseThrow().obstacle().orElse(null);
        assumeTrue(obstacle == null, () -> String.valueOf(obstacle));
        // Here, where the compiler is warm: the program's processes would take four times as long.
        try (var embedder = Embedder.of(ModelStore.open(folder.resolve("models")).find(MODEL));
                var gallery = Gallery.open(folder.resolve("gallery"), embedder)) {
            assertThat(gallery.add(draw(folder.resolve("photos"))).added()).isEqualTo(PICTURES);
        }
        var program = new Program(folder);
        Path output = folder.resolve("served");
        Process served = program.start(output, folder.resolve("served.err"), "serve", "--engine",
                "faiss:HNSW32", "--model", MODEL, "--port", "0", "--json");
        try {
            URI address = URI.create(waitFor(() -> Files.readString(output).lines().findFirst()
                    .map(line -> JSON.readTree(line).get("address").asString()).orElse("")));
            Set<Long> found = ids(get(address, "v1/images/500/similar?count=10"));
            // It is merged in the background.
            waitFor(() -> files(folder.resolve("gallery")).stream().filter(name -> name.endsWith(".faiss")).findFirst()
                    .orElse(""));
            served.destroy();
            served.waitFor();
            Program.Run own = program.run("similar", "500", "--count", "10", "--engine", "lookalike", "--model",
                    MODEL, "--json");
            assertThat(own.exitCode()).as(own.errors()).isZero();
            assertThat(ids(own.json())).hasSize(10);
            found.retainAll(ids(own.json()));
            assertThat(found).hasSizeGreaterThanOrEqualTo(8);
        } finally {
            served.destroyForcibly().waitFor();
        }
    }

    @Test
    void serve_byAnEngineThatIsNotReady_saysHowToGetIt(@TempDir Path folder) throws Exception {
        var program = new Program(folder, Map.of("LOOKALIKE_FAISS", folder.resolve("nowhere").toString()));
        program.draw("photos", 2);
        Program.Run run = program.run("serve", "photos", "--engine", "faiss:HNSW32", "--port", "0");
        assertThat(run.exitCode()).as(run.errors()).isEqualTo(4);
        assertThat(run.errors()).contains("tools/faiss", "nowhere");
        assertThat(run.output()).isEmpty();
    }

    private static Set<Long> ids(JsonNode answer) {
        return StreamSupport.stream(answer.get("matches").spliterator(), false).map(match -> match.get("id").asLong())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).toList();
        }
    }

    private interface Looking {
        String look() throws Exception;
    }

    private static String waitFor(Looking looking) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        for (String seen = looking.look();; seen = looking.look()) {
            if (!seen.isEmpty()) {
                return seen;
            }
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(100);
        }
    }

    private JsonNode get(URI address, String path) throws Exception {
        return JSON.readTree(
                http.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString()).body());
    }

    private static Path draw(Path folder) throws IOException {
        Files.createDirectories(folder);
        var random = new Random(1);
        for (int i = 0; i < PICTURES; i++) {
            var picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = picture.createGraphics();
            for (int shape = 0; shape < 5; shape++) {
                graphics.setColor(new Color(random.nextInt(1 << 24)));
                graphics.fillOval(random.nextInt(48), random.nextInt(48), 8 + random.nextInt(40),
                        8 + random.nextInt(40));
            }
            graphics.dispose();
            ImageIO.write(picture, "png", folder.resolve("%04d.png".formatted(i)).toFile());
        }
        return folder;
    }
}
