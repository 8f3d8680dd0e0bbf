package dev.lookalike.app.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import dev.lookalike.app.api.LocalApi;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.ModelStore;

/// A server in a process of its own, whose memory can be looked at.
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final URI address;

    private ServerProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /// @param options
    ///            of the Java process, such as `-Xmx256m`
    static ServerProcess start(Path home, String... options) throws IOException {
        var command = new java.util.ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(options));
        command.add(ServerProcess.class.getName());
        command.add(home.toString());
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        var process = builder.start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the server's process ended with " + process.exitValue());
        }
        return new ServerProcess(process, URI.create(line));
    }

    URI address() {
        return address;
    }

    /// The most memory the process has held so far, natives included, in bytes.
    long peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid()))).stream()
                .filter(line -> line.startsWith("VmHWM:")).mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]",
                        "")))
                .findFirst().orElseThrow() * 1_024;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// Serves until its input ends.
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        var embedder = Embedder.bundled();
        try (var api = new LocalApi(Gallery.open(home, embedder), home, embedder,
                ModelStore.open(home.resolveSibling("models")));
                var server = Server.start(api, home, ServerOptions.loopback(0))) {
            System.out.println(server.address());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
