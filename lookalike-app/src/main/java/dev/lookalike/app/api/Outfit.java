package dev.lookalike.app.api;

import java.util.List;

/// Pictures of things that go together.
///
/// @param images
///            their ids; one may have been taken out since
public record Outfit(String name, List<Long> images) {
    /// The most characters of a name.
    public static final int MAX_NAME = 100;

    public Outfit {
        images = List.copyOf(images);
    }
}
