package dev.lookalike.gallery;

import dev.lookalike.gallery.traits.Making;
import org.jspecify.annotations.Nullable;

/// What else is known of each picture of a gallery by looking at it, beside its embedding: how it looks as a drawing. It is derived:
/// made of the pictures' files when a question first needs it, or in the background, kept in the gallery's folder, made again
/// where that is deleted, and anew where the network or the way it is made is another.
///
/// All methods may be called from any thread.
public final class Traits {
    private final @Nullable Making making;

    /// @param making
    ///            null in a process that only reads
    Traits(@Nullable Making making) {
        this.making = making;
    }

    /// How far it has come; [TraitStatus#NONE] in a process that only reads.
    public TraitStatus status() {
        return making == null ? TraitStatus.NONE : making.status();
    }

    /// Looks at all pictures that were not looked at yet, on all cores; returns when that is done. Interrupting the thread, or
    /// closing the gallery, ends the work; the next call goes on. Costs about as much as adding the pictures did.
    ///
    /// @throws GalleryException.Storage
    ///             if the operating system refuses to write
    /// @throws GalleryException.ReadOnly
    ///             in a process that only reads
    public TraitStatus make(Progress progress) {
        return own().make(progress);
    }

    /// Looks at them in the background from now on, and at those that come, until the gallery is closed: on one thread, which
    /// rests half of the time, and most of it while pictures are being added. Questions that need traits are answered from
    /// those that are ready.
    ///
    /// @throws GalleryException.ReadOnly
    ///             in a process that only reads
    public void keepMade() {
        own().keepMade();
    }

    private Making own() {
        if (making == null) {
            throw new GalleryException.ReadOnly("its owner");
        }
        return making;
    }
}
