package dev.lookalike.app.api;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.evaluation.Asked;
import dev.lookalike.gallery.evaluation.Evaluation;
import dev.lookalike.gallery.evaluation.Figures;
import dev.lookalike.gallery.evaluation.Measure;

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
    public static Evaluations.Evaluation shown(String kind, Evaluation evaluation) {
        var overall = evaluation.overall();
        var measures = new LinkedHashMap<String, Evaluations.Estimate>();
        overall.named().forEach((name, one) -> measures.put(name,
                new Evaluations.Estimate(one.mean(), one.low(), one.high())));
        var classes = evaluation.labels().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(one -> ofClass(one.getKey(), one.getValue(),
                        evaluation.confusion().getOrDefault(one.getKey(), Map.of())))
                .toList();
        return new Evaluations.Evaluation(kind, overall.queries(), overall.mean(Measure.PRECISION_AT_1),
                overall.mean(Measure.PRECISION_AT_10), overall.mean(Measure.MEAN_AVERAGE_PRECISION), measures, classes,
                extreme(evaluation.asked(), WORST_FIRST.reversed()), extreme(evaluation.asked(), WORST_FIRST));
    }

    private static Evaluations.OfClass ofClass(String name, Figures figures, Map<String, Double> neighbours) {
        var largest = new LinkedHashMap<String, Double>();
        neighbours.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(NEIGHBOURS).forEach(one -> largest.put(one.getKey(), one.getValue()));
        return new Evaluations.OfClass(name, figures.queries(), figures.mean(Measure.PRECISION_AT_10),
                figures.mean(Measure.MEAN_AVERAGE_PRECISION), largest);
    }

    private static List<Evaluations.Asked> extreme(List<Asked> asked, Comparator<Asked> order) {
        return asked.stream().sorted(order).limit(SHOWN)
                .map(one -> new Evaluations.Asked(one.id(), String.join(", ", one.labels()), one.averagePrecision(),
                        one.answers()))
                .toList();
    }
}
