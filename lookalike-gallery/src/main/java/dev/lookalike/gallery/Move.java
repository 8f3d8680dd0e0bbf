package dev.lookalike.gallery;

import java.nio.file.Path;

import dev.lookalike.gallery.exchange.Moving;

/// Takes a gallery, as it was [exported][Gallery#exportTo(Path)], to where an engine keeps things, and back.
public final class Move {
    private Move() {}

    /// Puts an export where an engine keeps things, such as `milvus:HOST:PORT/NAME`, and takes away what else is there. Every row
    /// is read back and compared. A move that was cut off goes on where it was, when it is begun again.
    ///
    /// @throws IllegalArgumentException
    ///             if there is no such place
    /// @throws dev.lookalike.index.IndexException
    ///             if the place cannot be reached, or holds something else
    public static MoveReport to(String place, Path export) {
        return Moving.to(place, export);
    }

    /// Writes what was moved to a place as an export into `folder`, for [Gallery#importFrom(Path)]; every row is compared
    /// with its checksum.
    ///
    /// @param dimension
    ///            values of an embedding
    /// @return how many rows there are
    /// @throws GalleryException.Incompatible
    ///             if no gallery was moved there, or not wholly
    public static long from(String place, int dimension, Path folder) {
        return Moving.from(place, dimension, folder);
    }
}
