package dev.lookalike.gallery.ranking;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.lookalike.gallery.Answer;
import dev.lookalike.gallery.Image;

/// Guesses what a query would be labelled, and says how likely that is.
final class Labels {
    /*
     * Where a space was learnt, it knows: softmax regression whose scores are spread so that the probabilities are those that
     * lessons left out of a fit would have had (HeadTraining). That is temperature scaling (Guo et al. 2017), on held-out lessons.
     * Elsewhere the share of the ten nearest that has a label is its probability. How far either can be believed:
     * docs/measurements/quality.md.
     */
    private Labels() {}

    /// The likeliest labels, best first.
    ///
    /// @param examples
    ///            of the query; those to be unlike say nothing
    /// @param nearest
    ///            the ten most alike, fewer where there are not as many
    static List<Image.Category> of(Space space, List<Example> examples, List<Image> nearest) {
        Map<String, Double> learnt = learnt(space, examples);
        return best(learnt.isEmpty() ? shares(nearest) : learnt);
    }

    private static Map<String, Double> learnt(Space space, List<Example> examples) {
        var sums = new TreeMap<String, Double>();
        double weights = examples.stream().mapToDouble(Example::weight).filter(weight -> weight > 0).sum();
        for (Example example : examples) {
            if (example.weight() > 0) {
                space.labels(example.raw(space))
                        .forEach((name, probability) -> sums.merge(name, probability * example.weight() / weights,
                                Double::sum));
            }
        }
        return sums;
    }

    private static Map<String, Double> shares(List<Image> nearest) {
        boolean told = nearest.stream().anyMatch(image -> !image.labels(Image.LABEL).isEmpty());
        var shares = new TreeMap<String, Double>();
        for (Image image : nearest) {
            Set<String> labels = image.labels(told ? Image.LABEL : Image.FOLDER);
            labels.forEach(label -> shares.merge(label, 1.0 / nearest.size(), Double::sum));
        }
        return shares;
    }

    private static List<Image.Category> best(Map<String, Double> probabilities) {
        return probabilities.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(Answer.MOST_LABELS)
                .map(each -> new Image.Category(each.getKey(), (float) Math.min(1, each.getValue()))).toList();
    }
}
