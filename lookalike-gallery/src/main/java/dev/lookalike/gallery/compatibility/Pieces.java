package dev.lookalike.gallery.compatibility;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// What is known of the things that outfits are made of, each by its ordinal, from 0 on. Nothing is copied: whoever made it leaves it be.
///
/// @param vectors
///            of each one's picture in the gallery's space, all of the same length
/// @param told
///            the fields of each one's metadata; none where nothing is told
/// @param colours
///            of each one's picture, the trait `colours`; of length 0 where it was not made yet
/// @param textures
///            the same of the trait `textures`
@SuppressWarnings("ArrayRecordComponent") // not compared
public record Pieces(float[][] vectors, List<Map<String, String>> told, float[][] colours, float[][] textures) {
    private static final float[] NONE = {};

    public Pieces {
        if (told.size() != vectors.length || colours.length != vectors.length || textures.length != vectors.length) {
            throw new IllegalArgumentException(
                    "%d vectors, but %d are told of, %d have colours and %d textures; give as many of each"
                            .formatted(vectors.length, told.size(), colours.length, textures.length));
        }
    }

    /// Pieces whose textures are not known.
    public Pieces(float[][] vectors, List<Map<String, String>> told, float[][] colours) {
        this(vectors, told, colours, none(vectors.length));
    }

    /// Pieces of which only the vectors are known.
    public static Pieces seen(float[][] vectors) {
        return new Pieces(vectors, Collections.nCopies(vectors.length, Map.of()), none(vectors.length));
    }

    private static float[][] none(int count) {
        var none = new float[count][];
        Arrays.fill(none, NONE);
        return none;
    }

    /// The same, of which nothing is told.
    Pieces untold() {
        return new Pieces(vectors, Collections.nCopies(vectors.length, Map.of()), colours, textures);
    }

    /// How many there are.
    public int count() {
        return vectors.length;
    }
}
