package dev.lookalike.vision;

import java.util.List;
import java.util.Locale;

import dev.lookalike.vision.Preprocessing.Filter;
import dev.lookalike.vision.Preprocessing.Normalisation;
import dev.lookalike.vision.Preprocessing.Resize;
import org.jspecify.annotations.Nullable;

/// How the networks that everyone knows by name were trained to see, as their authors' own code prepares pictures.
final class KnownNetworks {
    private static final int USUAL_SIZE = 224;
    private static final double USUAL_MARGIN = 0.875;

    /// Networks whose names begin alike.
    ///
    /// @param prefix
    ///            of the name in lower case, without dashes, underscores and dots
    /// @param size
    ///            of the input where the graph takes any
    /// @param shown
    ///            the share of the shorter side that is left after the crop
    private record Family(String prefix, int size, double shown, Normalisation normalisation, Filter filter) {
        private Family(String prefix) {
            this(prefix, USUAL_SIZE, USUAL_MARGIN, Normalisation.IMAGENET, Filter.BILINEAR);
        }
    }

    /// The first that fits counts.
    private static final List<Family> FAMILIES = List.of(
            new Family("efficientnetlite", USUAL_SIZE, USUAL_MARGIN, Normalisation.same(127, 128), Filter.BILINEAR),
            new Family("efficientnet", USUAL_SIZE, USUAL_MARGIN, Normalisation.IMAGENET, Filter.BICUBIC),
            new Family("xception", 299, 0.8975, Normalisation.MINUS_ONE_TO_ONE, Filter.BICUBIC),
            new Family("inceptionv3", 299, USUAL_MARGIN, Normalisation.MINUS_ONE_TO_ONE, Filter.BICUBIC),
            new Family("inceptionv4", 299, USUAL_MARGIN, Normalisation.MINUS_ONE_TO_ONE, Filter.BICUBIC),
            new Family("inceptionresnet", 299, 0.8975, Normalisation.MINUS_ONE_TO_ONE, Filter.BICUBIC),
            new Family("nasnet", 331, 0.911, Normalisation.MINUS_ONE_TO_ONE, Filter.BICUBIC),
            new Family("vit", USUAL_SIZE, 0.9, Normalisation.MINUS_ONE_TO_ONE, Filter.BICUBIC), new Family("resnet"),
            new Family("resnext"), new Family("wideresnet"), new Family("vgg"), new Family("densenet"),
            new Family("mobilenetv2"),
            new Family("mobilenetv3"), new Family("squeezenet"), new Family("shufflenetv2"), new Family("mnasnet"),
            new Family("regnet"), new Family("alexnet"), new Family("convnext"));

    private KnownNetworks() {}

    private static @Nullable Family family(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
        return FAMILIES.stream().filter(family -> plain.startsWith(family.prefix)).findFirst().orElse(null);
    }

    /// Whether the name is one of a known network.
    static boolean knows(String name) {
        return family(name) != null;
    }

    /// The input's side for a network whose graph takes any.
    static int size(String name) {
        var family = family(name);
        return family == null ? USUAL_SIZE : family.size;
    }

    /// How pictures are prepared for the network of that name; as for most networks if it is not known.
    ///
    /// @param size
    ///            the side of the network's input
    static Preprocessing preprocessing(String name, int size) {
        var family = family(name);
        return family == null
                ? Preprocessing.usual(size)
                : new Preprocessing(Resize.SHORTER_SIDE, Preprocessing.withMargin(size, family.shown),
                        family.normalisation,
                        family.filter);
    }
}
