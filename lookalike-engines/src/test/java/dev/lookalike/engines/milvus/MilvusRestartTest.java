package dev.lookalike.engines.milvus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import dev.lookalike.index.contract.Seed;
import dev.lookalike.index.contract.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The server is killed and started again while one process writes and two others read.
final class MilvusRestartTest {
    private static final int DIMENSION = 16;

    @Test
    void search_acrossKillsOfTheServer_findsAllThatWasAcknowledged(@TempDir Path folder)
            throws IOException, InterruptedException, ExecutionException {
        var random = Seed.random("search_acrossKillsOfTheServer");
        var acknowledged = new ConcurrentHashMap<Long, float[]>();
        var removed = ConcurrentHashMap.<Long>newKeySet();
        var stop = new AtomicBoolean();
        var answered = new AtomicLong();
        try (var server = MilvusProcess.start(folder);
                var writer = open(server);
                var reader = open(server);
                var otherReader = open(server);
                var threads = Executors.newCachedThreadPool()) {
            var work = new ArrayList<Future<?>>();
            long seed = random.nextLong();
            work.add(threads.submit(() -> write(writer, new Random(seed), acknowledged, removed, stop)));
            for (var each : List.of(reader, otherReader)) {
                work.add(threads.submit(() -> {
                    read(each, acknowledged, removed, stop, answered);
                    return null;
                }));
            }
            try {
                for (int kill = 0; kill < Seed.trials(2); kill++) {
                    long before = answered.get();
                    Thread.sleep(1_000 + random.nextInt(1_000));
                    server.kill();
                    Thread.sleep(random.nextInt(500));
                    server.restart();
                    while (answered.get() < before + 50 && work.stream().noneMatch(Future::isDone)) {
                        Thread.sleep(100);
                    }
                }
            } finally {
                stop.set(true);
            }
            for (var each : work) {
                each.get();
            }

            assertThat(acknowledged).hasSizeGreaterThan(100);
            assertThat(reader.ids()).containsExactly(acknowledged.keySet().stream().sorted().toArray(Long[]::new));
            acknowledged.forEach((id, vector) -> assertThat(otherReader.vector(id)).hasValue(vector));
        }
    }

    private static VectorIndex open(MilvusProcess server) {
        return new MilvusProvider().open(Path.of("unused"), IndexSpec.of(DIMENSION),
                server.address() + "/killed,index=FLAT,metrics=cosine,consistency=strong,patience=240");
    }

    private static void write(VectorIndex index, Random random, Map<Long, float[]> acknowledged,
            Set<Long> removed, AtomicBoolean stop) {
        for (long next = 0; !stop.get(); next += 5) {
            long[] ids = {next, next + 1, next + 2, next + 3, next + 4};
            float[][] vectors = Vectors.random(random, ids.length, DIMENSION);
            index.putAll(ids, vectors);
            for (int i = 1; i < ids.length; i++) {
                acknowledged.put(ids[i], vectors[i]);
            }
            assertThat(index.remove(next)).isTrue();
            removed.add(next);
        }
    }

    private static void read(VectorIndex index, Map<Long, float[]> acknowledged, Set<Long> removed,
            AtomicBoolean stop, AtomicLong answered) throws InterruptedException {
        var random = new Random(1);
        while (!stop.get()) {
            var ids = List.copyOf(acknowledged.keySet());
            if (ids.isEmpty()) {
                Thread.sleep(10);
                continue;
            }
            long id = ids.get(random.nextInt(ids.size()));
            var gone = removed.stream().mapToLong(Long::longValue).limit(20).toArray();
            float[] vector = Objects.requireNonNull(acknowledged.get(id));
            assertThat(index.search(vector, SearchSpec.nearest(1))).containsExactly(new Hit(id, 1.0));
            assertThat(index.search(vector, SearchSpec.nearest(1).among(Ids.only(gone)))).isEmpty();
            answered.incrementAndGet();
        }
    }
}
