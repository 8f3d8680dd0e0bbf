package dev.lookalike.app.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.evaluation.Comparison;
import dev.lookalike.gallery.evaluation.EngineCurve;
import dev.lookalike.gallery.evaluation.Measure;
import dev.lookalike.gallery.evaluation.Photos;
import org.jspecify.annotations.Nullable;

/// Which network, space, metric and engine finds best.
///
/// @param photos
///            how many pictures it was measured on
/// @param weighed
///            the ensembles whose weights were chosen
public record Compared(int photos, List<Cell> cells, List<Weighed> weighed, List<Curve> engines) {

    /// One combination.
    ///
    /// @param averaged
    ///            of the mean of what an ensemble's networks guess; null for one network
    /// @param unlabelled
    ///            by the name of a change: how near to the first place the original of a changed picture was; empty if that was
    ///            not measured
    public record Cell(String model, String space, Metric metric, Evaluations.Evaluation evaluation,
            Evaluations.@Nullable Guessing averaged, Map<String, Double> unlabelled) {

        static Cell of(Comparison.Cell cell, String labels, Photos photos) {
            var unlabelled = new LinkedHashMap<String, Double>();
            cell.changes().forEach((change, figures) -> unlabelled.put(change.label(),
                    figures.mean(Measure.RECIPROCAL_RANK)));
            return new Cell(cell.model(), cell.space(), Compared.named(cell.metric()),
                    FromEvaluation.shown(labels, cell.labelled(), photos::labels, cell.guessing(), null),
                    cell.averaged() == null ? null : FromEvaluation.shown(cell.averaged()), unlabelled);
        }

        /// Its model, space and metric.
        public String name() {
            return "%s, %s, %s".formatted(model, space, metric);
        }
    }

    /// An ensemble, the weights that were chosen for it, and the mean average precision before and after on what they were
    /// chosen by.
    public record Weighed(String model, String chosen, int queries, double before, double after) {}

    /// What an engine found of the true nearest, with more and more effort; or what stands in its way.
    ///
    /// @param nearest
    ///            how many it was to find
    /// @param exactMicroseconds
    ///            of an exact search by this library
    public record Curve(String engine, String model, String space, Metric metric, int nearest,
            double exactMicroseconds, List<EngineCurve.Point> points, @Nullable String obstacle) {
        /// The engine, and what it searched.
        public String name() {
            return "%s on %s, %s, %s".formatted(engine, model, space, metric);
        }
    }

    /// What was measured, in the words of the contract. The id of a picture is its number.
    ///
    /// @param labels
    ///            what counted as right
    public static Compared of(Comparison.Result result, String labels, Photos photos, int nearest) {
        return new Compared(photos.files().size(),
                result.cells().stream().map(cell -> Cell.of(cell, labels, photos)).toList(),
                result.weighed().stream().map(one -> new Weighed(one.asked(), one.chosen().name(), one.queries(),
                        one.before(), one.after())).toList(),
                result.engines().stream()
                        .map(one -> new Curve(one.engine(), one.model(), one.space(), named(one.metric()), nearest,
                                one.exactMicroseconds(), one.points(),
                                one.obstacle().isEmpty() ? null : one.obstacle()))
                        .toList());
    }

    private static Metric named(dev.lookalike.index.Metric metric) {
        return Metric.valueOf(metric.name());
    }
}
