package dev.lookalike.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// FAISS and hnswlib in a process of their own, which builds them once and then measures what it is asked for, line by line.
final class PythonPeers implements AutoCloseable {
    /// How wide a beam is.
    static final int[] WIDTHS = {20, 40, 80, 160, 320};
    /// Each with its settings.
    static final Map<String, int[]> SETTINGS = Map.of("faiss-flat", new int[]{0}, "faiss-pca-hnsw-sq8-refine", WIDTHS,
            "hnswlib-m16", WIDTHS);

    private static final Pattern FIGURES = Pattern.compile(
            "\"recall_at_10\": ([0-9.]+), \"queries_per_s\": ([0-9.]+), \"build_s\": ([0-9.]+), \"bytes\": (\\d+)");

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter asking;

    /// What a peer measured of itself.
    record Figures(double recall, double queriesPerSecond, double buildSeconds, long bytes) {}

    PythonPeers(String python, String script, String vectors, String queries) throws IOException {
        process = new ProcessBuilder(List.of(python, script, vectors, queries, "--serve", "--only",
                String.join(",", SETTINGS.keySet()))).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        asking = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        for (String line = answers.readLine(); !"ready".equals(line); line = answers.readLine()) {
            if (line == null) {
                throw new IOException("the peers ended before they were ready");
            }
        }
    }

    Figures ask(String peer, int setting) throws IOException {
        asking.println(peer + " " + setting);
        String line = answers.readLine();
        var figures = FIGURES.matcher(line == null ? "" : line);
        if (!figures.find()) {
            throw new IOException("a peer answered " + line);
        }
        return new Figures(Double.parseDouble(figures.group(1)), Double.parseDouble(figures.group(2)),
                Double.parseDouble(figures.group(3)), Long.parseLong(figures.group(4)));
    }

    @Override
    public void close() {
        asking.close();
        process.destroy();
    }
}
