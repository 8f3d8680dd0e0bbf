package dev.lookalike.app.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/// How much of the truth searches should find.
///
/// @param recall
///            the share of the ten most alike, more than 0 up to 1
public record Recall(double recall) {
    public Recall {
        if (!(recall > 0 && recall <= 1)) {
            throw new IllegalArgumentException("recall is " + recall + "; give more than 0 and up to 1, such as 0.99");
        }
    }

    @JsonCreator
    static Recall of(@Nullable Double recall) {
        return new Recall(recall == null ? 0 : recall);
    }
}
