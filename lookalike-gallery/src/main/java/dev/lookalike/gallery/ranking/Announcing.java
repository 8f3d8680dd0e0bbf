package dev.lookalike.gallery.ranking;

import java.nio.file.Path;

/// Is told which index serves a gallery, for those who only read it.
public interface Announcing {
    /// Nobody is told.
    Announcing TO_NOBODY = (_, _) -> true;

    /// Makes known which index serves from now on.
    ///
    /// @param space
    ///            the space it is in, and what scores mean there
    /// @param indexFile
    ///            what its engine knows it by
    /// @return whether all who read are told, so that earlier indexes may go; if not, this is called again
    boolean serves(byte[] space, Path indexFile);
}
