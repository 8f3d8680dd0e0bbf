package dev.lookalike.app.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/// What to compare on a gallery's own pictures: each model with each space, each metric and each engine.
///
/// @param models
///            as `--model` takes them, such as `efficientnet-lite0-int8`, or several joined as `a+b`; 1 to [#MAX_EACH]
/// @param spaces
///            `usual`, `as-is`, `centred`, `learnt`, `pca-N` or `whitened-N`; 1 to [#MAX_EACH]
/// @param metrics
///            1 or 2
/// @param engines
///            whose recall is drawn against time, such as `lookalike`; up to [#MAX_EACH]
/// @param labels
///            what makes pictures alike: `folder`, the folder they lie in, or a field
/// @param ask
///            as [Protocol] has it
/// @param among
///            as [Protocol] has it
public record Comparing(List<String> models, List<String> spaces, List<Metric> metrics, List<String> engines,
        String labels, String ask, String among) {
    /// The most of each.
    public static final int MAX_EACH = 16;

    private static final int MAX_NAME = 200;

    public Comparing {
        models = checked("models", models, 1);
        spaces = checked("spaces", spaces, 1);
        metrics = List.copyOf(metrics);
        Bounds.check("the number of metrics", metrics.size(), 1, MAX_EACH);
        engines = checked("engines", engines, 0);
        Bounds.checkLength("labels", labels, Values.MAX_FIELD);
        Bounds.checkLength("ask", ask, Place.MAX_LENGTH);
        Bounds.checkLength("among", among, Place.MAX_LENGTH);
    }

    private static List<String> checked(String name, List<String> values, int least) {
        Bounds.check("the number of " + name, values.size(), least, MAX_EACH);
        values.forEach(each -> Bounds.checkLength("each of " + name, each, MAX_NAME));
        return List.copyOf(values);
    }

    @JsonCreator
    static Comparing of(List<String> models, @Nullable List<String> spaces, @Nullable List<Metric> metrics,
            @Nullable List<String> engines, @Nullable String labels, @Nullable String ask, @Nullable String among) {
        return new Comparing(models, spaces == null ? List.of("usual") : spaces,
                metrics == null ? List.of(Metric.COSINE) : metrics, engines == null ? List.of() : engines,
                labels == null ? dev.lookalike.gallery.Training.FOLDER : labels, ask == null ? "" : ask,
                among == null ? "" : among);
    }
}
