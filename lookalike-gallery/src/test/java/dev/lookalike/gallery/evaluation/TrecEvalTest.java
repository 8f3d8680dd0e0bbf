package dev.lookalike.gallery.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import dev.lookalike.gallery.Trials;
import dev.lookalike.index.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Every measure is what trec_eval, the yardstick of the field, makes of the same rankings.
final class TrecEvalTest {
    private final RandomGenerator random = Trials.random(Trials.seed());

    @ParameterizedTest
    @EnumSource(value = Metric.class, names = {"COSINE", "EUCLIDEAN"})
    void run_randomJudgements_equalsTrecEval(Metric metric) throws IOException, InterruptedException {
        Path python = trecEval();
        var vectors = Drawn.withTies(random, 700);
        var known = new TreeMap<Long, Labelled>();
        vectors.ids().forEach(id -> {
            var labels = Stream.of("a", "b", "c", "d", "e").filter(_ -> random.nextInt(4) == 0).toList();
            var role = List.of(Labelled.Role.values()).get(random.nextInt(3));
            if (random.nextInt(20) > 0) {
                known.put(id, new Labelled(Set.copyOf(labels), role));
            }
        });

        Evaluation evaluation = Evaluation.run(vectors, known::get, metric);

        var rankings = new ArrayList<List<Integer>>();
        var queries = new ArrayList<Labelled>();
        known.forEach((query, asks) -> {
            List<Integer> judged = vectors.ranking(query, known::get, metric).stream()
                    .map(answer -> Objects.requireNonNull(known.get(answer)).labels().stream()
                            .anyMatch(asks.labels()::contains) ? 1 : 0)
                    .toList();
            if (asks.role() != Labelled.Role.GALLERY && judged.contains(1)) {
                rankings.add(judged);
                queries.add(asks);
            }
        });
        List<Map<String, Double>> expected = measured(python, rankings);
        assertThat(evaluation.overall().queries()).isEqualTo(rankings.size()).isGreaterThan(100);
        assertEqual(evaluation.overall(), expected);
        for (String label : List.of("a", "b", "c", "d", "e")) {
            var of = new ArrayList<Map<String, Double>>();
            for (int i = 0; i < queries.size(); i++) {
                if (queries.get(i).labels().contains(label)) {
                    of.add(expected.get(i));
                }
            }
            assertEqual(Objects.requireNonNull(evaluation.labels().get(label)), of);
        }
    }

    private static void assertEqual(Figures figures, List<Map<String, Double>> expected) {
        assertThat(expected.getFirst().keySet()).containsExactlyInAnyOrderElementsOf(figures.named().keySet());
        figures.named().forEach((name, estimate) -> assertThat(estimate.mean()).as(name)
                .isCloseTo(expected.stream().mapToDouble(each -> Objects.requireNonNull(each.get(name))).average()
                        .orElseThrow(), within(1e-9)));
    }

    private static Path trecEval() {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        Path python = Path.of(cache, "lookalike", "evaluation", "bin", "python");
        assumeTrue(Files.exists(python), () -> "skipped: trec_eval is not there; tools/evaluation/python fetches it");
        return python;
    }

    private static List<Map<String, Double>> measured(Path python, List<List<Integer>> rankings)
            throws IOException, InterruptedException {
        var json = new JsonMapper();
        Path script = Path.of("").toAbsolutePath();
        while (!Files.exists(script.resolve("tools/evaluation/measures.py"))) {
            script = Objects.requireNonNull(script.getParent(), "run below the repository's root");
        }
        Path file = Files.createTempFile("rankings", ".json");
        try {
            Files.writeString(file, json.writeValueAsString(rankings));
            Process process = new ProcessBuilder(python.toString(),
                    script.resolve("tools/evaluation/measures.py").toString()).redirectInput(file.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            var measured = new ArrayList<Map<String, Double>>();
            for (JsonNode each : json.readTree(printed)) {
                var values = new TreeMap<String, Double>();
                each.properties().forEach(value -> values.put(value.getKey(), value.getValue().asDouble()));
                measured.add(values);
            }
            return measured;
        } finally {
            Files.delete(file);
        }
    }
}
