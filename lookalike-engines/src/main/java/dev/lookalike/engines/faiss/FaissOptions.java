package dev.lookalike.engines.faiss;

import java.util.ArrayList;
import java.util.List;

import dev.lookalike.engines.Engine;
import dev.lookalike.index.Metric;

/// What stands behind `faiss:`: a text for FAISS's index factory, and after it, with commas, `metric=` and search parameters in
/// FAISS's words: `IVF256,PQ32,nprobe=16,metric=euclidean`.
///
/// @param factory
///            such as `HNSW32`
/// @param parameters
///            such as `nprobe=16`, or empty
/// @param metric
///            of the file
record FaissOptions(String factory, String parameters, Metric metric) {
    /// Without options: a graph of full vectors.
    static final String USUAL = "HNSW32";
    /// FAISS itself looks into one cell, which finds too little for a start.
    private static final String USUAL_CELLS = "nprobe=16";

    /// @throws IllegalArgumentException
    ///             if the metric is none
    static FaissOptions parse(String text) {
        List<String> factory = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        var metric = Metric.COSINE;
        for (String part : (text.isBlank() ? USUAL : text.strip()).split(",")) {
            if (part.startsWith(Engine.METRIC_OPTION)) {
                metric = Engine.metric(part);
            } else {
                (part.contains("=") ? parameters : factory).add(part);
            }
        }
        String description = String.join(",", factory);
        if (description.contains("IVF") && parameters.stream().noneMatch(each -> each.startsWith("nprobe="))) {
            parameters.add(USUAL_CELLS);
        }
        return new FaissOptions(description, String.join(",", parameters), metric);
    }

    @Override
    public String toString() {
        return parameters.isEmpty() ? factory : factory + "," + parameters;
    }
}
