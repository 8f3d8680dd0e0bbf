package dev.lookalike.app.api;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

import dev.lookalike.gallery.evaluation.Asked;
import dev.lookalike.gallery.evaluation.Evaluation;
import dev.lookalike.gallery.evaluation.Figures;
import dev.lookalike.gallery.evaluation.Guessing;
import dev.lookalike.gallery.evaluation.Measure;
import org.jspecify.annotations.Nullable;

/// What was measured, in the words of the contract.
public final class FromEvaluation {
    /// How many of the best and worst queries are shown.
    private static final int SHOWN = 12;

    /// How many kinds of neighbours of a class are shown.
    private static final int NEIGHBOURS = 20;

    private static final Comparator<Asked> WORST_FIRST = Comparator.comparingDouble(Asked::averagePrecision)
            .thenComparingLong(Asked::id);

    private FromEvaluation() {}

    /// A measurement, for people and programs.
    ///
    /// @param kind
    ///            what counted as right
    /// @param labels
    ///            of the picture with an id
    /// @param guessing
    ///            how good guesses of labels were
    /// @param occasion
    ///            what was measured and when, or null where that is said elsewhere
    public static Evaluations.Evaluation shown(String kind, Evaluation evaluation,
            LongFunction<Set<String>> labels, Guessing guessing, Evaluations.@Nullable Occasion occasion) {
        var overall = evaluation.overall();
        var measures = new LinkedHashMap<String, Evaluations.Estimate>();
        overall.named().forEach((name, one) -> measures.put(name,
                new Evaluations.Estimate(one.mean(), one.low(), one.high())));
        var classes = evaluation.labels().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(one -> ofClass(one.getKey(), one.getValue(),
                        evaluation.confusion().getOrDefault(one.getKey(), Map.of())))
                .toList();
        return new Evaluations.Evaluation(kind, overall.queries(), overall.mean(Measure.PRECISION_AT_1),
                overall.mean(Measure.PRECISION_AT_10), overall.mean(Measure.MEAN_AVERAGE_PRECISION), occasion,
                shown(guessing), measures, classes,
                extreme(evaluation.asked(), WORST_FIRST.reversed(), labels),
                extreme(evaluation.asked(), WORST_FIRST, labels));
    }

    /// How good guesses were, for people and programs.
    public static Evaluations.Guessing shown(Guessing guessing) {
        return new Evaluations.Guessing(guessing.right(), guessing.calibrationError());
    }

    private static Evaluations.OfClass ofClass(String name, Figures figures, Map<String, Double> neighbours) {
        var largest = new LinkedHashMap<String, Double>();
        neighbours.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(NEIGHBOURS).forEach(one -> largest.put(one.getKey(), one.getValue()));
        return new Evaluations.OfClass(name, figures.queries(), figures.mean(Measure.PRECISION_AT_10),
                figures.mean(Measure.MEAN_AVERAGE_PRECISION), largest);
    }

    private static List<Evaluations.Asked> extreme(List<Asked> asked, Comparator<Asked> order,
            LongFunction<Set<String>> labels) {
        return asked.stream().sorted(order).limit(SHOWN)
                .map(one -> new Evaluations.Asked(one.id(), joined(one.labels()), one.averagePrecision(), one.answers(),
                        one.answers().stream().map(answer -> joined(labels.apply(answer))).toList()))
                .toList();
    }

    private static String joined(Set<String> labels) {
        return labels.stream().sorted().collect(Collectors.joining(", "));
    }
}
