package dev.lookalike.demo.product;

import java.util.List;

import dev.lookalike.demo.draw.Layer;
import dev.lookalike.demo.draw.Material;

/// A kind of product: what there is to choose from, and who paints it.
///
/// @param folder its folder and label, plural
/// @param family the group of kinds it belongs to
/// @param stance whether it stands or lies, and whether it is tall or wide
/// @param forms its shapes, each the noun in a product's name
/// @param seasons when it is wanted, unless form or make say otherwise
/// @param lowest the price of the simplest, in whole units
record Kind(String folder, String family, Stance stance, List<String> forms, List<Make> makes, List<String> patterns,
        List<Shade> shades, List<String> seasons, List<String> occasions, int lowest, int highest, Painter painter) {
    /// A material by its name in the shop.
    record Make(String name, Material material) {}

    /// How a product is put before the camera.
    enum Stance {
        STANDS_TALL(true), STANDS_WIDE(true), LIES_TALL(false), LIES_WIDE(false);

        final boolean stands;

        Stance(boolean stands) {
            this.stands = stands;
        }

        /// How many pixels a product's unit may be on this layer.
        double unit(Layer layer) {
            return wide()
                    ? Math.min(layer.width(), layer.height() * 1.15)
                    : Math.min(layer.width() * 1.12, layer.height() * 0.94);
        }

        boolean wide() {
            return this == STANDS_WIDE || this == LIES_WIDE;
        }
    }
}
