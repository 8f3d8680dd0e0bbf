package dev.lookalike.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.lookalike.training.torch.TorchNetwork;
import dev.lookalike.vision.FineTuner;
import dev.lookalike.vision.Model;
import dev.lookalike.vision.VisionException;

/// Teaches networks with PyTorch, on the processor.
public final class TorchFineTuner implements FineTuner {
    private static final int LEAST_PICTURES = 2;

    /// Found by [java.util.ServiceLoader].
    public TorchFineTuner() {}

    @Override
    public Optional<String> obstacle() {
        return TorchNetwork.obstacle();
    }

    @Override
    public Tuned tune(Model.Network network, List<Lesson> lessons, Course course, Path folder, Progress progress)
            throws InterruptedException {
        obstacle().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        List<String> classes = classes(lessons);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new VisionException.Unreadable(folder, e);
        }
        try (var run = new Run(network, lessons, classes, course, folder)) {
            return run.finish(progress);
        }
    }

    private static List<String> classes(List<Lesson> lessons) {
        if (lessons.size() > MOST_LESSONS) {
            throw new IllegalArgumentException(
                    "%,d pictures; learn from at most %,d".formatted(lessons.size(), MOST_LESSONS));
        }
        Map<String, Integer> counts = new TreeMap<>();
        lessons.forEach(lesson -> counts.merge(lesson.label(), 1, Integer::sum));
        if (counts.size() < 2 || counts.size() > MOST_CLASSES) {
            throw new IllegalArgumentException("there %s; learn from 2 to %,d, each in a folder of its own".formatted(
                    counts.size() == 1
                            ? "is only the class `%s`".formatted(counts.keySet().iterator().next())
                            : "are %,d classes".formatted(counts.size()),
                    MOST_CLASSES));
        }
        counts.forEach((label, count) -> {
            if (count < LEAST_PICTURES) {
                throw new IllegalArgumentException(
                        "the class `%s` has %d picture; give each %d or more, or leave it out".formatted(label, count,
                                LEAST_PICTURES));
            }
        });
        return List.copyOf(new TreeSet<>(counts.keySet()));
    }

    /// What a course's outcome depends on.
    static String fingerprint(Model.Network network, List<Lesson> lessons, Course course) {
        var text = new StringBuilder("%s %s".formatted(network.card().sha256(), course));
        lessons.forEach(lesson -> text.append('\n').append(lesson.label()).append('\t').append(lesson.picture()));
        try {
            var digest = java.security.MessageDigest.getInstance("SHA-256");
            return java.util.HexFormat.of().formatHex(
                    digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /// The classes of lessons, by number.
    static int[] numbers(List<Lesson> lessons, List<String> classes) {
        var numbers = new int[lessons.size()];
        Arrays.setAll(numbers, i -> classes.indexOf(lessons.get(i).label()));
        return numbers;
    }
}
