package dev.lookalike.gallery.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import dev.lookalike.gallery.ChildProcess;
import dev.lookalike.gallery.Trials;
import dev.lookalike.index.Hit;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/// Promises D1, D2 and D3: processes that write with four threads each are killed again and again, 200 times in all.
final class CatalogueKillTest {
    private static final int STREAMS = 4;
    private static final int CATALOGUES = 2;
    private static final int KILLS_EACH = 100;

    @TempDir
    private Path folder;

    private final long seed = Trials.seed();
    private final RandomGenerator random = Trials.random(seed);

    @RepeatedTest(CATALOGUES)
    @Execution(ExecutionMode.CONCURRENT)
    void write_killedAtAnyMoment_leavesAPrefixOfWhatWasAcknowledged() throws IOException, InterruptedException {
        var next = new long[STREAMS];
        List<Map<String, Script.Held>> held = new ArrayList<>();
        for (int stream = 0; stream < STREAMS; stream++) {
            held.add(new TreeMap<>());
        }
        for (int kill = 0; kill < Trials.count(KILLS_EACH); kill++) {
            long[] acknowledged = writeAndKill(next);
            try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
                Map<String, Script.Held> recovered = Script.read(catalogue);
                for (int stream = 0; stream < STREAMS; stream++) {
                    next[stream] = replay(held.get(stream), stream, next[stream], acknowledged[stream], recovered);
                }
                assertThat(recovered.size()).isEqualTo(held.stream().mapToInt(Map::size).sum());
                assertThat(catalogue.verify()).isEmpty();
                eachRanksItselfFirst(catalogue);
            }
        }
        assertThat(Arrays.stream(next).sum()).isGreaterThan(KILLS_EACH);
    }

    private long[] writeAndKill(long[] next) throws IOException, InterruptedException {
        var arguments = new ArrayList<Object>(List.of(folder, seed));
        Arrays.stream(next).forEach(arguments::add);
        Process process = ChildProcess.start(ScriptProcess.class, arguments.toArray());
        long[] acknowledged = next.clone();
        try (BufferedReader lines = process.inputReader()) {
            note(lines.readLine(), acknowledged);
            Thread.sleep(random.nextInt(150));
            // The process's own method would close its output, and with it what was acknowledged.
            process.toHandle().destroyForcibly();
            process.waitFor();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                note(line, acknowledged);
            }
        }
        return acknowledged;
    }

    private static void note(String line, long[] acknowledged) {
        String[] parts = line.split(" ");
        acknowledged[Integer.parseInt(parts[0])] = Long.parseLong(parts[1]) + 1;
    }

    /// Plays a stream's writes until the recovered state is reached: all that were acknowledged, and at most the one
    /// that was on its way.
    private long replay(Map<String, Script.Held> held, int stream, long from, long acknowledged,
            Map<String, Script.Held> recovered) {
        var script = new Script(seed, stream);
        var mine = new TreeMap<>(recovered);
        mine.keySet().removeIf(path -> !path.startsWith("/s" + stream + "/"));
        for (long n = from; n < acknowledged; n++) {
            script.play(held, n);
        }
        var onItsWay = new TreeMap<>(held);
        script.play(onItsWay, acknowledged);
        if (mine.equals(held)) {
            return acknowledged;
        }
        assertThat(mine).as("stream %d after %d writes", stream, acknowledged).isEqualTo(onItsWay);
        held.clear();
        held.putAll(onItsWay);
        return acknowledged + 1;
    }

    private static void eachRanksItselfFirst(Catalogue catalogue) {
        try (VectorIndex index = VectorIndex.inMemory(Script.MODEL.dimension())) {
            catalogue.embeddings().forEach((id, unit, norm) -> index.put(id, floats(unit)));
            catalogue.embeddings().forEach((id, unit, norm) -> assertThat(
                    index.search(floats(unit), SearchSpec.nearest(1).exact())).extracting(Hit::id).containsExactly(id));
        }
    }

    private static float[] floats(short[] bits) {
        var values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            values[i] = Float.float16ToFloat(bits[i]);
        }
        return values;
    }
}
