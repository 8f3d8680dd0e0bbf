package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Match;
import dev.lookalike.gallery.Words;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.ModelStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// How many of the ten pictures that words find are of the class that they mean.
final class WordTrial {
    private static final int FIRST = 10;

    private WordTrial() {}

    /// Arguments: photos in a folder for each class; a JSON file with phrases, by the name of the photos' folder and by class, of
    /// which the first is the class's name; optionally a model, and a gallery to keep.
    static void main(String[] arguments) throws IOException {
        Path photos = Path.of(arguments[0]);
        JsonNode phrases = new ObjectMapper().readTree(Files.readAllBytes(Path.of(arguments[1])))
                .path(String.valueOf(photos.getFileName()));
        if (phrases.isEmpty()) {
            throw new IllegalArgumentException("%s has no phrases for %s".formatted(arguments[1], photos));
        }
        String model = arguments.length > 2 ? arguments[2] : "efficientnet-lite2-int8";
        Path place = arguments.length > 3 ? Path.of(arguments[3]) : Files.createTempDirectory("lookalike-words");
        try (var embedder = Embedder.of(ModelStore.open(Path.of("models")).find(model));
                var gallery = Gallery.open(place, embedder)) {
            gallery.add(photos);
            System.out.printf("%d photos by %s, compared %s%n%n| class | P@10 of each phrase |%n|---|---|%n",
                    gallery.status().images(), model, gallery.status().space());
            var names = new ArrayList<Double>();
            var others = new ArrayList<Double>();
            phrases.properties().forEach(each -> ask(gallery, each.getKey(), each.getValue(), names, others));
            System.out.printf(Locale.ROOT, "%nmean P@10: names %.3f, paraphrases %.3f, all phrases %.3f%n", mean(names),
                    mean(others), (mean(names) * names.size() + mean(others) * others.size())
                            / (names.size() + others.size()));
        }
    }

    private static void ask(Gallery gallery, String kind, JsonNode phrases, List<Double> names, List<Double> others) {
        var found = new ArrayList<String>();
        for (JsonNode phrase : phrases) {
            double precision = precision(gallery.similarTo(Words.of(phrase.asString()), FIRST), kind);
            (found.isEmpty() ? names : others).add(precision);
            found.add(String.format(Locale.ROOT, "%s %.1f", phrase.asString(), precision));
        }
        System.out.printf("| %s | %s |%n", kind, found.stream().collect(Collectors.joining(", ")));
    }

    private static double precision(List<Match> matches, String kind) {
        long right = matches.stream().map(match -> match.image().folder())
                .filter(folder -> folder.substring(folder.lastIndexOf('/') + 1).equals(kind)).count();
        return (double) right / FIRST;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
