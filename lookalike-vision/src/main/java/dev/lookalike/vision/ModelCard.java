package dev.lookalike.vision;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// What is known of a network.
///
/// @param name
///            by which it is asked for, see [#NAME]
/// @param title
///            one line for people
/// @param origin
///            who made it and where it comes from
/// @param licence
///            the terms it may be used under, an SPDX identifier or `unknown`
/// @param sha256
///            of the ONNX file, 64 hex digits
/// @param bytes
///            of the ONNX file
/// @param width
///            of the network's input, in pixels
/// @param height
///            of the network's input, in pixels
/// @param preprocessing
///            how a picture becomes that input
/// @param dimension
///            how many values an embedding has
/// @param classes
///            `imagenet`, or `own` for a list of names kept beside the network, or `none`
/// @param quality
///            how well it was measured to find, or null if nobody has
public record ModelCard(String name, String title, String origin, String licence, String sha256, long bytes, int width,
        int height, Preprocessing preprocessing, int dimension, String classes, @Nullable Quality quality) {
    /// What a name looks like: it can be part of a file's name and of `a:0.7+b:0.3`.
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /// How well a network finds pictures of the same class, centred embeddings compared by cosine.
    ///
    /// @param protocol
    ///            what was measured, in words
    /// @param precisionAt10
    ///            the share of the ten best answers that are of the query's class, 0..1
    /// @param meanAveragePrecision
    ///            over all answers, 0..1
    public record Quality(String protocol, double precisionAt10, double meanAveragePrecision) {}

    public ModelCard {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is no model name; use up to 64 lower-case letters, digits, dots, dashes and underscores"
                            .formatted(name));
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("`%s` is no SHA-256; give 64 lower-case hex digits".formatted(sha256));
        }
        if (width < 1 || height < 1 || dimension < 1 || bytes < 1) {
            throw new IllegalArgumentException("input %d x %d, dimension %d and bytes %d must all be positive"
                    .formatted(width, height, dimension, bytes));
        }
    }

    /// The shorter side that a picture needs so that nothing the network could see is missing.
    int sideNeeded() {
        return switch (preprocessing.resize()) {
            case SHORTER_SIDE, SQUASH -> preprocessing.resizeTo();
            case LETTERBOX, WHOLE -> Math.max(width, height);
        };
    }
}
