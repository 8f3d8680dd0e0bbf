package dev.lookalike.gallery;

import java.nio.file.Path;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

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
/// @param pairs
///            null, or a [table][#pairs(Path)] that is learnt from in place of labels
public record Training(String labels, String ask, String among, long seed, @Nullable Path pairs) {
    /// The folder a picture lies in is its label: `dress` in `train/dress` and in `test/dress` alike.
    public static final String FOLDER = Image.FOLDER;

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
        return new Training(labels, "", "", 0, null);
    }

    /// Pairs of pictures, every fifth of which is held out.
    ///
    /// @param table
    ///            CSV with a header (UTF-8, RFC 4180), or NDJSON if its name ends in `.ndjson` or `.jsonl`. In each row `one` is a
    ///            picture, and `like` and `unlike`, of which there may be one or both, are others that it is or is not like: so a
    ///            row is a pair, a triplet, or a click (`like`) on an answer. A picture is named by its id, its path, or its
    ///            file's name where only one has it
    public static Training pairs(Path table) {
        return new Training(FOLDER, "", "", 0, table);
    }
}
