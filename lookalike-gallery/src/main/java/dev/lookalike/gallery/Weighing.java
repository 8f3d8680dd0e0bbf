package dev.lookalike.gallery;

import java.util.List;

import dev.lookalike.index.Metric;

/// What may be weighed together.
final class Weighing {
    private Weighing() {}

    /// The weights of a query: those that were told, or what a palette asks for where none were.
    static Weights checked(Weights weights, List<Query.Part> parts, Metric metric, Selection selection) {
        boolean isColoured = parts.stream().anyMatch(Query.Coloured.class::isInstance);
        boolean isColouredAlone = parts.stream().allMatch(Query.Coloured.class::isInstance);
        Weights checked = isColoured && weights.equals(Weights.OVERALL)
                ? new Weights(isColouredAlone ? 0 : 1, 1, 0, 0)
                : weights;
        if (isColoured && checked.colour() == 0) {
            throw new IllegalArgumentException(
                    "a palette is told, and colour weighs 0; give colour a weight, or leave out the palette");
        }
        if (checked.equals(Weights.OVERALL)) {
            return checked;
        }
        if (parts.stream().anyMatch(Query.Person.class::isInstance)) {
            throw new IllegalArgumentException(
                    "the query is for a person, whose taste is of overall looks; leave out weights and palettes");
        }
        if (metric != Metric.COSINE) {
            throw new IllegalArgumentException("aspects are weighed by COSINE alone; leave out the metric");
        }
        if (selection.lambda() < 1) {
            throw new IllegalArgumentException(
                    "answers vary by overall looks; leave lambda at 1, or weigh overall alone");
        }
        return checked;
    }
}
