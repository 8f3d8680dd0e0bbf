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
import dev.lookalike.gallery.Event;
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
                    next[stream] = replay(held.get(stream), stream, next[stream], acknowledged[stream], recovered,
                            events(catalogue, stream));
                }
                assertThat(recovered.size()).isEqualTo(held.stream().mapToInt(Map::size).sum());
                assertThat(catalogue.verify()).isEmpty();
                eachRanksItselfFirst(catalogue);
            }
        }
        assertThat(Arrays.stream(next).sum()).isGreaterThan(KILLS_EACH);
    }

    private static List<List<Object>> events(Catalogue catalogue, int stream) {
        if (catalogue.users().named("s" + stream) == null) {
            return List.of();
        }
        return catalogue.users().events("s" + stream, 0, Integer.MAX_VALUE).stream().map(CatalogueKillTest::plain)
                .toList();
    }

    /// What a stream's person did beside its first writes: of each picture the last rating.
    private static List<List<Object>> expected(int stream, long writes) {
        var kept = new ArrayList<List<Object>>();
        for (long n = Math.max(0, writes - ScriptProcess.PICTURES); n < writes; n++) {
            kept.add(plain(ScriptProcess.did(stream, n)));
        }
        return kept;
    }

    private static List<Object> plain(Event event) {
        return List.of(event.user(), event.image(), event.kind(), event.rating(), event.at());
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
    /// that was on its way. What its person did says which of the two.
    private long replay(Map<String, Script.Held> held, int stream, long from, long acknowledged,
            Map<String, Script.Held> recovered, List<List<Object>> events) {
        var script = new Script(seed, stream);
        var mine = new TreeMap<>(recovered);
        mine.keySet().removeIf(path -> !path.startsWith("/s" + stream + "/"));
        long done = events.equals(expected(stream, acknowledged)) ? acknowledged : acknowledged + 1;
        for (long n = from; n < done; n++) {
            script.play(held, n);
        }
        assertThat(events).as("stream %d after %d writes", stream, acknowledged).isEqualTo(expected(stream, done));
        assertThat(mine).as("stream %d after %d writes", stream, acknowledged).isEqualTo(held);
        return done;
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
