package dev.lookalike.gallery.taste;

/// Says how much users may like items: higher for what is liked more; a score means nothing by itself.
public interface Scorer {
    /// The scores of all items for a user.
    ///
    /// @param into
    ///            is filled, a value for each item
    void scores(int user, float[] into);
}
