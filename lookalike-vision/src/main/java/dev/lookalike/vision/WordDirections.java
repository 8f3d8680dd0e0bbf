package dev.lookalike.vision;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.lookalike.vision.Embedding.Guess;
import dev.lookalike.vision.models.BundledModels;
import dev.lookalike.vision.models.BundledText;
import dev.lookalike.vision.onnx.ClassifierGraph;

/// In which direction do the embeddings of pictures lie that some words describe? All methods may be called from any thread.
public final class WordDirections {
    /*
     * A network that tells classes apart knows pictures by name. What a phrase means is compared with what the classes are
     * called and are; the nearest few, softened, are what pictures of it may look like to the network:
     *
     *     share of class c = exp(SHARPNESS * (cos(phrase, c) - cos(phrase, nearest)))     over the NEAREST nearest
     *
     * The row of the classifier's weights for a class is the direction in which embeddings become more of that class. The mean of
     * all rows says nothing of any class and is taken off. The direction of the phrase is the sum of the rows by their shares.
     *
     * A class is called by several words, of which ImageNet's published list keeps the first: `jersey` is also `T-shirt`, and a
     * `sorrel` is a horse. So its meaning is the mean of its names' (after WordNet) and of the sentence that says what it is.
     * docs/measurements/recommendation.md has the figures, docs/decisions/0094-words-for-pictures.md what else was tried.
     */
    private static final int NEAREST = 20;
    private static final double SHARPNESS = 20;

    /// Classes with a smaller share are not worth saying.
    private static final double SHOWN_SHARE = 0.05;
    private static final int SHOWN = 5;

    /// So many directions are kept: words are asked for again and again.
    private static final int KEPT = 64;

    private final TextEmbedder text;
    private final int dimension;
    private final List<Part> parts;
    private final Map<String, Direction> kept = new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Direction> eldest) {
            return size() > KEPT;
        }
    };

    /// A direction, and what it stems from.
    ///
    /// @param values
    ///            `dimension` values as an [Embedding] has, of length 1
    /// @param classes
    ///            what such pictures look like to the network, with their shares of the direction, largest first; at most five
    public record Direction(float[] values, List<Guess> classes) {
        public Direction {
            classes = List.copyOf(classes);
        }
    }

    /// A network of an ensemble.
    ///
    /// @param rows
    ///            of the classes, less their mean; none where the classes have no names
    /// @param meanings
    ///            of their names, unit vectors
    private record Part(List<String> names, float[][] rows, float[][] meanings, int dimension, double factor) {}

    private WordDirections(TextEmbedder text, int dimension, List<Part> parts) {
        this.text = text;
        this.dimension = dimension;
        this.parts = parts;
    }

    /// Reads the networks' last layers; where classes are not ImageNet's, what their names mean is computed, some milliseconds
    /// for each.
    ///
    /// @param text
    ///            stays open
    /// @throws IllegalArgumentException
    ///             if no network of the model knows what its classes are called
    public static WordDirections of(Model model, TextEmbedder text) {
        var members = switch (model) {
            case Model.Network network -> List.of(new Model.Member(network, 1));
            case Model.Ensemble ensemble -> ensemble.members();
        };
        double weights = members.stream().mapToDouble(Model.Member::weight).sum();
        var parts = members.stream()
                .map(member -> part(member.network(), Math.sqrt(member.weight() / weights), text)).toList();
        if (parts.stream().allMatch(part -> part.names.isEmpty())) {
            throw new IllegalArgumentException(
                    "%s does not know what its classes are called, so it has no pictures for words; ask with a picture, or give the network a list of names (`lookalike models`)"
                            .formatted(model.name()));
        }
        int dimension = parts.stream().mapToInt(Part::dimension).sum();
        return new WordDirections(text, dimension, parts);
    }

    private static Part part(Model.Network network, double factor, TextEmbedder text) {
        var names = network.classes();
        int dimension = network.card().dimension();
        var rows = names.isEmpty() ? new float[0][] : rows(network);
        // Some networks have a class "none of these" before all others.
        int first = rows.length - names.size();
        if (names.isEmpty() || first < 0 || first > 1) {
            return new Part(List.of(), new float[0][], new float[0][], dimension, factor);
        }
        return new Part(names, centred(rows, first), meanings(names, text), dimension, factor);
    }

    private static float[][] rows(Model.Network network) {
        try (var arena = Arena.ofConfined()) {
            return ClassifierGraph.read(NetworkEmbedder.checkedBytes(network, arena))
                    .classWeights(network.card().dimension());
        } catch (VisionException.BadModel e) {
            throw new VisionException.BadModel("%s: %s".formatted(network.name(), e.getMessage()));
        }
    }

    private static float[][] centred(float[][] rows, int first) {
        int count = rows.length - first;
        var centred = new float[count][rows[0].length];
        for (int i = 0; i < rows[0].length; i++) {
            double mean = 0;
            for (int each = 0; each < count; each++) {
                mean += rows[first + each][i] / (double) count;
            }
            for (int each = 0; each < count; each++) {
                centred[each][i] = (float) (rows[first + each][i] - mean);
            }
        }
        return centred;
    }

    private static float[][] meanings(List<String> names, TextEmbedder text) {
        if (names.equals(BundledModels.imagenetClasses())) {
            return BundledText.imagenetMeanings(text.dimension());
        }
        return names.parallelStream().map(text::embed).toArray(float[][]::new);
    }

    /// What something means that is called so and is so, a unit vector: how what comes with the program was made.
    ///
    /// @param names
    ///            words for the same thing
    /// @param sense
    ///            what it is, in a sentence
    public static float[] meaning(List<String> names, String sense, TextEmbedder text) {
        var sum = new double[text.dimension()];
        names.forEach(name -> add(sum, text.embed(name), 1));
        float[] named = TextEmbedder.unit(sum);
        var meaning = new double[text.dimension()];
        add(meaning, named, 1);
        add(meaning, text.embed(sense), 1);
        return TextEmbedder.unit(meaning);
    }

    /// The direction in which pictures lie that `words` describe. Costs some milliseconds.
    ///
    /// @param words
    ///            such as `red dress`, in English
    /// @throws IllegalStateException
    ///             if the text embedder is closed
    public Direction of(String words) {
        synchronized (kept) {
            Direction known = kept.get(words);
            if (known != null) {
                return known;
            }
        }
        Direction direction = of(text.embed(words));
        synchronized (kept) {
            kept.put(words, direction);
        }
        return direction;
    }

    /// The directions of what classes are called, evenly taken from all that a network knows.
    ///
    /// @param most
    ///            1 or more
    public List<Direction> ofClasses(int most) {
        float[][] meanings = parts.stream().filter(part -> !part.names.isEmpty()).findFirst().orElseThrow().meanings;
        int count = Math.min(most, meanings.length);
        return IntStream.range(0, count).mapToObj(i -> of(meanings[(int) ((long) i * meanings.length / count)]))
                .toList();
    }

    private Direction of(float[] asked) {
        var values = new double[dimension];
        var classes = new ArrayList<Guess>();
        int offset = 0;
        for (Part part : parts) {
            if (!part.names.isEmpty()) {
                var shares = shares(part, asked);
                var direction = new double[part.dimension];
                shares.forEach(share -> add(direction, part.rows[share.index], share.share));
                float[] unit = TextEmbedder.unit(direction);
                for (int i = 0; i < unit.length; i++) {
                    values[offset + i] = part.factor * unit[i];
                }
                if (classes.isEmpty()) {
                    shares.stream().filter(share -> share.share >= SHOWN_SHARE).limit(SHOWN)
                            .forEach(share -> classes.add(new Guess(part.names.get(share.index), (float) share.share)));
                }
            }
            offset += part.dimension;
        }
        return new Direction(TextEmbedder.unit(values), classes);
    }

    /// How much of the direction is of the class with this index.
    private record Share(int index, double share) {}

    private static List<Share> shares(Part part, float[] asked) {
        var scores = new double[part.meanings.length];
        for (int each = 0; each < scores.length; each++) {
            for (int i = 0; i < asked.length; i++) {
                scores[each] += asked[i] * part.meanings[each][i];
            }
        }
        var nearest = IntStream.range(0, scores.length).boxed()
                .sorted(Comparator.comparingDouble((Integer each) -> -scores[each])).limit(NEAREST).toList();
        double best = scores[nearest.getFirst()];
        double sum = nearest.stream().mapToDouble(each -> Math.exp(SHARPNESS * (scores[each] - best))).sum();
        return nearest.stream()
                .map(each -> new Share(each, Math.exp(SHARPNESS * (scores[each] - best)) / sum)).toList();
    }

    private static void add(double[] sum, float[] values, double weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * values[i];
        }
    }
}
