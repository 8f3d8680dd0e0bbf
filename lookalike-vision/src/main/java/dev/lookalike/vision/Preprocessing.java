package dev.lookalike.vision;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a picture becomes a network's input: which part of it is shown, at which size, in which numbers.
///
/// A network answers best to what it was trained on, so this belongs to the network and not to the picture.
///
/// @param resize
///            what happens to a picture that is not a square
/// @param resizeTo
///            the side, in pixels, that a picture is scaled to before the network's own size is cut from its middle, at
///            least that size; not used by [Resize#LETTERBOX] and [Resize#WHOLE]
/// @param normalisation
///            how a grey level becomes a number
/// @param filter
///            how pixels are mixed when the picture is scaled
/// @param mirrored
///            whether the network is shown its mirror image too, and the mean of both answers counts: twice the work
public record Preprocessing(Resize resize, int resizeTo, Normalisation normalisation, Filter filter,
        boolean mirrored) {
    private static final String MIRROR = "mirror";

    /// The largest side that a picture is scaled to.
    public static final int MAX_SIDE = 4_096;

    /// What happens to a picture that is not a square.
    public enum Resize {
        /// The shorter side becomes `resizeTo`, and the middle is shown.
        SHORTER_SIDE,
        /// Both sides become `resizeTo`, whatever the proportions, and the middle is shown.
        SQUASH,
        /// The longer side becomes the network's size, and grey bars fill the rest.
        LETTERBOX,
        /// The shorter side becomes the network's size, and all of the picture is shown: for networks that take
        /// any size.
        WHOLE;

        /// The name in files and on the command line, such as `shorter-side`.
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// How pixels are mixed when a picture is scaled; both look at every pixel of the original.
    public enum Filter {
        /// Weights fall off linearly.
        BILINEAR,
        /// Cubic convolution, a little sharper.
        BICUBIC;

        /// The name in files and on the command line, such as `bilinear`.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A grey level of 0..255 becomes `(level - mean) / std`, for red, green and blue.
    ///
    /// @param mean
    ///            three values, in grey levels
    /// @param std
    ///            three values above 0, in grey levels
    public record Normalisation(List<Double> mean, List<Double> std) {
        /// The mean and deviation of ImageNet's pictures, as most networks are trained.
        public static final Normalisation IMAGENET = new Normalisation(List.of(123.675, 116.28, 103.53),
                List.of(58.395, 57.12, 57.375));
        /// 0..255 becomes 0..1.
        public static final Normalisation ZERO_TO_ONE = same(0, 255);
        /// 0..255 becomes -1..1.
        public static final Normalisation MINUS_ONE_TO_ONE = same(127.5, 127.5);

        public Normalisation {
            mean = List.copyOf(mean);
            std = List.copyOf(std);
            boolean valid = mean.size() == 3 && std.size() == 3 && mean.stream().allMatch(Double::isFinite)
                    && std.stream().allMatch(value -> value > 0 && Double.isFinite(value));
            if (!valid) {
                throw new IllegalArgumentException(
                        "mean is %s and std is %s; give three numbers each, for red, green and blue in grey levels of 0..255, std above 0"
                                .formatted(mean, std));
            }
        }

        /// The same for red, green and blue.
        public static Normalisation same(double mean, double std) {
            return new Normalisation(List.of(mean, mean, mean), List.of(std, std, std));
        }

        /// Its name if it has one, else the numbers, as [Preprocessing#parse(String, int)] reads them.
        @Override
        public String toString() {
            for (var name : List.of("imagenet", "zero-to-one", "minus-one-to-one")) {
                if (equals(named(name))) {
                    return name;
                }
            }
            return text(mean) + "/" + text(std);
        }

        private static String text(List<Double> values) {
            return (values.stream().distinct().count() == 1 ? values.subList(0, 1) : values).stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(":"));
        }

        /// The normalisation of a name: `imagenet`, `zero-to-one` or `minus-one-to-one`.
        ///
        /// @throws IllegalArgumentException
        ///             if there is none of that name
        public static Normalisation named(String name) {
            return switch (name) {
                case "imagenet" -> IMAGENET;
                case "zero-to-one" -> ZERO_TO_ONE;
                case "minus-one-to-one" -> MINUS_ONE_TO_ONE;
                default -> throw new IllegalArgumentException(
                        ("`%s` is no way to prepare pictures; use shorter-side:256, squash:256, letterbox, whole; imagenet, "
                                + "zero-to-one, minus-one-to-one, 127/128 (mean and std); bilinear, bicubic; mirror")
                                .formatted(name));
            };
        }
    }

    public Preprocessing {
        if (resizeTo < 1 || resizeTo > MAX_SIDE) {
            throw new IllegalArgumentException("resizeTo is %d; use 1 to %d".formatted(resizeTo, MAX_SIDE));
        }
    }

    /// Of the picture alone, without its mirror image.
    public Preprocessing(Resize resize, int resizeTo, Normalisation normalisation, Filter filter) {
        this(resize, resizeTo, normalisation, filter, false);
    }

    /// What a network that nothing is known of most likely expects: ImageNet's numbers, and a margin of an eighth cut
    /// off as in the usual `resize 256, centre crop 224`.
    ///
    /// @param size
    ///            the side of the network's input, in pixels
    public static Preprocessing usual(int size) {
        return new Preprocessing(Resize.SHORTER_SIDE, withMargin(size, 0.875), Normalisation.IMAGENET, Filter.BILINEAR);
    }

    /// What a text of words, separated by commas, names: `shorter-side:256`, `squash:256`, `letterbox` or `whole`;
    /// `imagenet`, `zero-to-one`, `minus-one-to-one` or `127/128` (mean and std, in grey levels); `bilinear` or
    /// `bicubic`; `mirror`. What it does not name is as [usual][#usual(int)].
    ///
    /// @param size
    ///            the side of the network's input, in pixels
    /// @throws IllegalArgumentException
    ///             if a word is unknown
    public static Preprocessing parse(String text, int size) {
        var parsed = usual(size);
        for (var word : text.strip().split("\\s*,\\s*")) {
            parsed = parsed.with(word, size);
        }
        return parsed;
    }

    private Preprocessing with(String word, int size) {
        for (var each : Filter.values()) {
            if (word.equals(each.label())) {
                return new Preprocessing(resize, resizeTo, normalisation, each, mirrored);
            }
        }
        if (word.equals(MIRROR)) {
            return new Preprocessing(resize, resizeTo, normalisation, filter, true);
        }
        var parts = word.split(":", 2);
        for (var each : Resize.values()) {
            if (parts[0].equals(each.label())) {
                return new Preprocessing(each, parts.length == 1 ? size : number(parts[1], word).intValue(),
                        normalisation, filter, mirrored);
            }
        }
        var numbers = word.split("/", -1);
        var named = numbers.length == 2
                ? new Normalisation(colours(numbers[0], word), colours(numbers[1], word))
                : Normalisation.named(word);
        return new Preprocessing(resize, resizeTo, named, filter, mirrored);
    }

    private static List<Double> colours(String text, String word) {
        var numbers = Stream.of(text.split(":", -1)).map(each -> number(each, word)).toList();
        return numbers.size() == 1 ? Collections.nCopies(3, numbers.getFirst()) : numbers;
    }

    private static Double number(String text, String word) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("`%s` in `%s` is no number".formatted(text, word), e);
        }
    }

    /// The same in words, such as `shorter-side:256, imagenet, bilinear`.
    @Override
    public String toString() {
        boolean sized = resize == Resize.SHORTER_SIDE || resize == Resize.SQUASH;
        return "%s%s, %s, %s%s".formatted(resize.label(), sized ? ":" + resizeTo : "", normalisation, filter.label(),
                mirrored ? ", " + MIRROR : "");
    }

    /// The side to scale to so that `shown` of it, cut from the middle, is `size`.
    static int withMargin(int size, double shown) {
        return (int) Math.round(size / shown);
    }
}
