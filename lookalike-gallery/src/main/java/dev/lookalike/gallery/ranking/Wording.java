package dev.lookalike.gallery.ranking;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.lookalike.gallery.Words;
import dev.lookalike.vision.ColourWords;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Model;
import dev.lookalike.vision.TextEmbedder;
import dev.lookalike.vision.WordDirections;
import org.jspecify.annotations.Nullable;

/// Understands words, from when some are asked for: the text network is opened then, and a gallery that is never asked for any
/// does without. All methods may be called from any thread.
final class Wording implements AutoCloseable {
    /// So many pictures say what is usual in a direction.
    private static final int SAMPLE = 1_000;

    private final Model model;
    private @Nullable TextEmbedder text;
    private @Nullable WordDirections directions;
    private @Nullable Things things;
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

    /// The colours that some words name, but where a thing is called so: a red fox, a camel.
    ColourWords colours(Words words) {
        ColourWords named = ColourWords.of(words.text(), _ -> false);
        if (named.palette() == null) {
            return named;
        }
        List<String> said = tokens(words.text());
        List<String> thing = thing(words.text());
        return ColourWords.of(words.text(), colour -> thing.contains(colour)
                && (said.containsAll(thing) || (colour.equals(thing.getLast()) && colour.equals(said.getLast()))));
    }

    // What the class is called that the words mean most.
    private List<String> thing(String text) {
        try {
            List<Embedding.Guess> classes = directions().of(text).classes();
            return classes.isEmpty() ? List.of() : tokens(classes.getFirst().category());
        } catch (IllegalArgumentException nameless) {
            return List.of();
        }
    }

    private static List<String> tokens(String text) {
        return List.of(text.strip().toLowerCase(Locale.ROOT).split("[\\s,;]+"));
    }

    /// What words describe that somebody may ask for: what the model's classes are called, evenly; none if they have no names.
    static List<WordDirections.Direction> likely(Model model, int most) {
        try (var text = TextEmbedder.bundled()) {
            return WordDirections.of(model, text).ofClasses(most);
        } catch (IllegalArgumentException nameless) {
            return List.of();
        }
    }

    /// What of some things the pictures of an index seem to show; null if the model's classes have no names.
    synchronized @Nullable Things things(Set<String> names, SpaceIndex index) {
        var wanted = List.copyOf(names);
        if (things == null || !things.isOf(index.space(), wanted)) {
            try {
                WordDirections known = directions();
                var places = new double[wanted.size()][];
                for (int i = 0; i < places.length; i++) {
                    double[] place = index.space().map(index.space().towards(known.of(wanted.get(i)).values()));
                    double length = Scores.length(place);
                    places[i] = Arrays.stream(place).map(value -> value / length).toArray();
                }
                things = new Things(index.space(), wanted, places, Things.sample(index, SAMPLE));
            } catch (IllegalArgumentException nameless) {
                return null;
            }
        }
        return things;
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
