package dev.lookalike.gallery.ranking;

import java.nio.file.Path;

/// Says which index serves a gallery that another process owns.
public interface Announced {
    /// What [Announcing#serves] was told last.
    ///
    /// @param space
    ///            the space it is in, and what scores mean there
    /// @param indexFile
    ///            what its engine knows it by
    /// @param announcement
    ///            another text for each announcement
    record Serving(byte[] space, Path indexFile, String announcement) {}

    /// Which announcement is the last, to be compared with [Serving#announcement()].
    String announcement();

    /// The last announcement.
    ///
    /// @throws dev.lookalike.gallery.GalleryException.Unavailable
    ///             if there is none yet
    Serving serving();
}
