package dev.lookalike.gallery.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What was measured over some queries.
///
/// @param queries
///            how many
/// @param estimates
///            of each measure, in the order of [Measure#REPORTED]; none where there are no queries
public record Figures(int queries, SequencedMap<Measure, Estimate> estimates) {

    public Figures {
        estimates = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(estimates));
    }

    /// @param rows
    ///            of each query, the values of [Measure#REPORTED]
    static Figures of(List<double[]> rows) {
        var estimates = new LinkedHashMap<Measure, Estimate>();
        if (!rows.isEmpty()) {
            Estimate[] columns = Estimate.ofColumns(rows.toArray(double[][]::new));
            for (int i = 0; i < columns.length; i++) {
                estimates.put(Measure.REPORTED.get(i), columns[i]);
            }
        }
        return new Figures(rows.size(), estimates);
    }

    /// The mean of a reported measure, 0 where there are no queries.
    public double mean(Measure measure) {
        Estimate estimate = estimates.get(measure);
        if (estimate == null && queries > 0) {
            throw new IllegalArgumentException("%s is not reported; take one of %s".formatted(measure.label(),
                    Measure.REPORTED.stream().map(Measure::label).toList()));
        }
        return estimate == null ? 0 : estimate.mean();
    }

    /// The estimates by the names that people use, such as `P@10`.
    public Map<String, Estimate> named() {
        var named = new LinkedHashMap<String, Estimate>();
        estimates.forEach((measure, estimate) -> named.put(measure.label(), estimate));
        return named;
    }
}
