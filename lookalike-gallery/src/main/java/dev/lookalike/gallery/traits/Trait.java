package dev.lookalike.gallery.traits;

import java.util.List;

import dev.lookalike.vision.Picture;

/// One kind of what can be said of a picture in numbers, beside its embedding: how to make it of pixels.
///
/// All methods may be called from any thread.
public interface Trait {
    /// What it is called, in lower-case letters; the name of its file.
    String name();

    /// What its values depend on: the method, and the network where one is asked. Other text, and all are made anew.
    String fingerprint();

    /// How many values it has.
    int dimension();

    /// The values of each of some pictures, in their order: finite, kept as float16.
    ///
    /// @param pictures
    ///            up to [dev.lookalike.vision.Embedder#BATCH], their shorter side not less than an embedder needs
    List<float[]> of(List<Picture> pictures);

    /// Gives back what making it takes.
    default void close() {}
}
