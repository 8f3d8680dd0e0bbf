package dev.lookalike.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;

import dev.lookalike.demo.product.Catalogue;
import dev.lookalike.demo.product.Outfits;
import dev.lookalike.demo.product.Suiting;
import dev.lookalike.demo.product.Visits;

/// Draws a catalogue of product-like pictures, the same for the same seed and count on every machine.
public final class DemoCatalogue {
    /// How many pictures unless told otherwise: drawn, added and described within a minute on two cores.
    public static final int DEFAULT_COUNT = 1_000;
    /// The most pictures that are drawn at once.
    public static final int MAX_COUNT = 100_000;

    /// The table's name in the catalogue's folder.
    public static final String TABLE = Catalogue.TABLE;

    /// The name of the table of what the shop's customers did, by the rules of `docs/demo-truth.md`.
    public static final String EVENTS = Catalogue.EVENTS;

    /// The name of the table of outfits and sets, by the rules of `docs/demo-truth.md`: `outfit`, `path`.
    public static final String OUTFITS = Catalogue.OUTFITS;

    private DemoCatalogue() {}

    /// How many customers a shop with so many pictures has.
    public static int people(int count) {
        return Visits.people(count);
    }

    /// What a customer is called in [#EVENTS].
    ///
    /// @param person from 0 on
    public static String person(int person) {
        return Visits.name(person);
    }

    /// What the rules know: the logarithm of how likely a customer does something with the `index`-th picture, but for a constant of
    /// the customer's.
    public static double preference(long seed, int person, int index) {
        return Visits.preference(seed, person, index);
    }

    /// Whether the `index`-th picture's product suits a situation, by the rules of `docs/demo-truth.md`: 1 if it does, -1 if something
    /// is against it, else 0.
    public static int suits(long seed, int index, Moment moment) {
        return Suiting.of(seed, index, moment);
    }

    /// How well the products of two pictures go together, by the rules of `docs/demo-truth.md`: higher is better, about -5 to 1.5.
    public static double fit(long seed, int one, int other) {
        return Outfits.fit(seed, one, other);
    }

    /// The pictures of each outfit of a shop with so many pictures, by their index; two or more each.
    public static List<int[]> outfits(long seed, int count) {
        return Outfits.all(seed, count);
    }

    /// The family of the `index`-th picture's product, such as `clothing`.
    public static String family(long seed, int index) {
        return Suiting.family(seed, index);
    }

    /// Draws `count` pictures as JPEG files below `folder`, a folder per kind of product, and [#TABLE] beside them
    /// (UTF-8, a header line, then a line per picture; its columns are explained in `docs/demo.md`).
    ///
    /// Picture `i` depends on the seed and on `i` alone: a smaller catalogue is the beginning of a larger one. Everything is
    /// drawn into a hidden folder beside `folder`, which takes its name when all is there: a catalogue is whole or absent.
    /// Works on all cores; two of them draw some 40 pictures a second.
    ///
    /// @param folder does not exist yet; the folders above it are made if needed
    /// @param count 1 to [#MAX_COUNT]
    /// @throws IllegalArgumentException if the folder exists or the count is out of its bounds
    /// @throws java.io.UncheckedIOException if a file cannot be written; what was drawn is deleted again
    public static void draw(Path folder, int count, long seed) {
        draw(folder, count, seed, _ -> {});
    }

    /// Like [#draw(Path, int, long)], and tells how many pictures are drawn after each, in the calling thread.
    public static void draw(Path folder, int count, long seed, IntConsumer drawn) {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count is %,d; ask for 1 to %,d pictures".formatted(count, MAX_COUNT));
        }
        Catalogue.draw(folder, count, seed, drawn);
    }

    /// Draws the products of the first `count` pictures as somebody with a pen would, as PNG files below `folder`, a folder per kind
    /// of product: the outlines of at most eight parts, dark on white.
    ///
    /// @throws java.io.UncheckedIOException if a file cannot be written
    public static void drawSketches(Path folder, int count, long seed) {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count is %,d; ask for 1 to %,d sketches".formatted(count, MAX_COUNT));
        }
        Catalogue.drawSketches(folder, count, seed);
    }
}
