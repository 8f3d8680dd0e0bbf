package dev.lookalike.gallery.ranking;

import java.util.List;

import dev.lookalike.gallery.Words;
import dev.lookalike.vision.Model;
import dev.lookalike.vision.TextEmbedder;
import dev.lookalike.vision.WordDirections;
import org.jspecify.annotations.Nullable;

/// Understands words, from when some are asked for: the text network is opened then, and a gallery that is never asked for any
/// does without. All methods may be called from any thread.
final class Wording implements AutoCloseable {
    private final Model model;
    private @Nullable TextEmbedder text;
    private @Nullable WordDirections directions;
    private boolean closed;

    /// @param model
    ///            whose classes words are compared with
    Wording(Model model) {
        this.model = model;
    }

    /// What some words describe.
    ///
    /// @throws IllegalArgumentException
    ///             if the model's classes have no names
    Example told(Words words) {
        return new Example.Told(words.text(), directions().of(words.text()), words.weight());
    }

    /// What words describe that somebody may ask for: what the model's classes are called, evenly; none if they have no names.
    static List<WordDirections.Direction> likely(Model model, int most) {
        try (var text = TextEmbedder.bundled()) {
            return WordDirections.of(model, text).ofClasses(most);
        } catch (IllegalArgumentException nameless) {
            return List.of();
        }
    }

    /// The text network; stays open as long as this.
    synchronized TextEmbedder text() {
        if (closed) {
            throw new IllegalStateException("the gallery is closed");
        }
        if (text == null) {
            text = TextEmbedder.bundled();
        }
        return text;
    }

    private synchronized WordDirections directions() {
        if (directions == null) {
            directions = WordDirections.of(model, text());
        }
        return directions;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (text != null) {
            text.close();
        }
    }
}
