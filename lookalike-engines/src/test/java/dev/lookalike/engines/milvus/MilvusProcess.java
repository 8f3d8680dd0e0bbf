package dev.lookalike.engines.milvus;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A real Milvus server in a process of its own, which can be killed and started again on the same data.
final class MilvusProcess implements AutoCloseable {
    private static @Nullable MilvusProcess shared;

    private final Path folder;
    private final int port;
    private Process process;

    private MilvusProcess(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        process = run();
    }

    /// Starts a server with its data in `folder`; skips the test where none is installed.
    static MilvusProcess start(Path folder) throws IOException {
        assumeTrue(Files.isExecutable(installed().resolve("bin/milvus")),
                () -> "no Milvus server in %s; run tools/milvus install".formatted(installed()));
        try (var free = new ServerSocket(0)) {
            return new MilvusProcess(folder, free.getLocalPort());
        }
    }

    /// The server that all tests of this room share, started by the first that asks; its data go with the program.
    static synchronized MilvusProcess shared() throws IOException {
        if (shared == null) {
            Path folder = Files.createTempDirectory("lookalike-milvus");
            MilvusProcess started = start(folder);
            shared = started;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                started.close();
                delete(folder);
            }));
        }
        return shared;
    }

    private static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException stays) {
            // The system's own broom takes what is left of a temporary folder.
        }
    }

    /// Where `tools/milvus` installs it.
    private static Path installed() {
        return Optional.ofNullable(System.getenv("LOOKALIKE_MILVUS")).map(Path::of).orElseGet(
                () -> Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".cache")).resolve("lookalike/milvus"));
    }

    private Process run() throws IOException {
        Path tool = Path.of("..", "tools", "milvus").toAbsolutePath().normalize();
        return new ProcessBuilder(tool.toString(), "serve", folder.toString(), Integer.toString(port))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output())).start();
    }

    private File output() {
        return folder.resolve("output.txt").toFile();
    }

    /// Such as `127.0.0.1:19530`.
    String address() {
        return "127.0.0.1:" + port;
    }

    /// Ends the server as a power cut would.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Starts it again.
    void restart() throws IOException {
        process = run();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
