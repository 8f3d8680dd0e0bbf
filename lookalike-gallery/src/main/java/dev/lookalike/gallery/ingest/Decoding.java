package dev.lookalike.gallery.ingest;

import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;

/// How content becomes a picture. There is one way; tests put a decoder here that brings the process down.
interface Decoding {

    Picture read(byte[] content, int sideNeeded);

    /// By the vision room, with the limits of one's own folders.
    static Decoding ofFolders() {
        return (content, sideNeeded) -> Picture.read(content, Limits.FOLDER, sideNeeded);
    }
}
