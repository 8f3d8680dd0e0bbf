package dev.lookalike.gallery;

import java.util.Objects;

/// What to learn from, and what to hold out for measuring what came of it.
///
/// @param labels
///            [#FOLDER] for the folder that a picture lies in, or a field of the pictures' metadata, in which commas and
///            semicolons separate several labels
/// @param ask
///            pictures in this folder and below, or with this in their field `split`, are held out and asked for; empty to
///            hold out every fifth picture of each class
/// @param among
///            those in this folder or split are learnt from and answer; empty for all that are not held out
/// @param seed
///            of what is left to chance: the same pictures, labels and seed give the same space
public record Training(String labels, String ask, String among, long seed) {
    /// The folder a picture lies in is its label: `dress` in `train/dress` and in `test/dress` alike.
    public static final String FOLDER = "folder";

    public Training {
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(ask, "ask");
        Objects.requireNonNull(among, "among");
        if (labels.isBlank()) {
            throw new IllegalArgumentException("labels is empty; give folder, or a field that holds them");
        }
    }

    /// All pictures, some of them held out.
    public static Training by(String labels) {
        return new Training(labels, "", "", 0);
    }
}
