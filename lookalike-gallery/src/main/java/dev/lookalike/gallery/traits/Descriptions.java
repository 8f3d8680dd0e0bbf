package dev.lookalike.gallery.traits;

import java.util.Map;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

/// What is told of pictures, by the names of their fields.
public interface Descriptions {
    /// Shows every picture of which something is told.
    void forEach(Visitor visitor);

    /// What is told of a picture; null if it is not there.
    @Nullable
    Map<String, String> find(long id);

    /// Tells `changed` the id of every picture of which something else may be told from now on.
    void follow(LongConsumer changed);

    /// Sees pictures one by one.
    interface Visitor {
        /// What is told of one picture.
        void visit(long id, Map<String, String> metadata);
    }
}
