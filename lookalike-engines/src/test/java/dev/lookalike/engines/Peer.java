package dev.lookalike.engines;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Python with the reference implementation of an engine, to read what is written here and write what is read here. Looked for
/// where `LOOKALIKE_PEERS` says, where `tools/peers` makes it, and on the path.
public final class Peer {
    private static final int MINUTES_MAX = 2;

    private final Path python;

    private Peer(Path python) {
        this.python = python;
    }

    /// A Python that can import these modules; skips the test if there is none.
    public static Peer having(String... modules) {
        var python = candidates().filter(each -> imports(each, modules)).findFirst();
        assumeTrue(python.isPresent(),
                () -> "no Python with %s was found; run tools/peers, or set LOOKALIKE_PEERS to one"
                        .formatted(String.join(" and ", modules)));
        return new Peer(python.orElseThrow());
    }

    private static Stream<Path> candidates() {
        String cache = System.getenv("XDG_CACHE_HOME");
        var caches = cache == null || cache.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(cache);
        return Stream.of(Optional.ofNullable(System.getenv("LOOKALIKE_PEERS")).map(Path::of),
                Optional.of(caches.resolve("lookalike/peers/bin/python")),
                Optional.of(Path.of("python3"))).flatMap(Optional::stream);
    }

    private static boolean imports(Path python, String... modules) {
        try {
            return run(python, "import " + String.join(",", modules)).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /// Runs a script and answers with what it prints.
    public String run(String script, Object... arguments) throws IOException {
        return run(python, script, arguments).orElseThrow(() -> new AssertionError("the script failed, see above"));
    }

    private static Optional<String> run(Path python, String script, Object... arguments) throws IOException {
        var command = new ArrayList<>(List.of(python.toString(), "-c", script));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        var builder = new ProcessBuilder(command);
        builder.environment().put("OMP_NUM_THREADS", "1");
        var errors = Files.createTempFile("peer", ".log");
        var process = builder.redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (process.exitValue() != 0 && !script.startsWith("import ")) {
            System.out.println(Files.readString(errors));
        }
        Files.delete(errors);
        return process.exitValue() == 0 ? Optional.of(output) : Optional.empty();
    }

    /// Writes vectors for `numpy.fromfile(file, "<f4").reshape(-1, dimension)`.
    public static void write(Path file, float[][] vectors) throws IOException {
        var buffer = ByteBuffer.allocate(vectors.length * vectors[0].length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] vector : vectors) {
            for (float value : vector) {
                buffer.putFloat(value);
            }
        }
        Files.write(file, buffer.array());
    }

    /// Numbers printed in lines, separated by blanks.
    public static List<List<Long>> numbers(String output) {
        return output.strip().lines().map(line -> Stream.of(line.strip().split("\\s+")).map(Long::valueOf).toList())
                .toList();
    }
}
