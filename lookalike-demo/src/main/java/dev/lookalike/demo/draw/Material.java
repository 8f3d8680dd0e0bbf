package dev.lookalike.demo.draw;

/// How a surface answers light.
///
/// @param texture its fine relief
/// @param depth how steep that relief is, 0 to about 1
/// @param period the size the relief repeats at, in the product's units
/// @param gloss how strong the highlight of the lamp is, 0 to 1
/// @param sharpness how small that highlight is: 2 to the power of this is the exponent
/// @param mirror how much of the studio's softboxes it shows, 0 to 1
/// @param sheen how much light its rim catches: cloth, felt, plush
/// @param metal whether reflections take the surface's own colour
public record Material(Texture texture, double depth, double period, double gloss, int sharpness, double mirror,
        double sheen,
        boolean metal) {
    public static final Material COTTON = cloth(Texture.weave(0.0042), 0.16, 0.0042, 0.10);
    public static final Material JERSEY = cloth(Texture.knit(0.0060), 0.14, 0.006, 0.10);
    public static final Material LINEN = cloth(Texture.weave(0.0075), 0.30, 0.0075, 0.08);
    public static final Material CANVAS = cloth(Texture.weave(0.0085), 0.34, 0.0085, 0.05);
    public static final Material DENIM = cloth(Texture.twill(0.0075), 0.34, 0.0075, 0.06);
    public static final Material WOOL = cloth(Texture.grain(0.0065), 0.40, 0.0065, 0.25);
    public static final Material KNIT = cloth(Texture.knit(0.018), 0.50, 0.018, 0.16);
    public static final Material PLUSH = cloth(Texture.fur(0.014), 0.55, 0.012, 0.40);
    public static final Material NYLON = new Material(Texture.weave(0.004), 0.12, 0.004, 0.22, 4, 0.02, 0.08, false);
    public static final Material SATIN = new Material(Texture.SMOOTH, 0, 1, 0.34, 3, 0.02, 0.20, false);
    public static final Material LEATHER = new Material(Texture.leather(0.011), 0.26, 0.011, 0.30, 4, 0.05, 0, false);
    public static final Material SUEDE = cloth(Texture.grain(0.004), 0.30, 0.004, 0.22);
    public static final Material RUBBER = new Material(Texture.grain(0.004), 0.10, 0.004, 0.10, 3, 0.01, 0.03, false);
    public static final Material WOOD = new Material(Texture.SMOOTH, 0, 1, 0.14, 4, 0.03, 0, false);
    public static final Material CERAMIC = new Material(Texture.SMOOTH, 0, 1, 0.30, 6, 0.16, 0, false);
    public static final Material STONEWARE = new Material(Texture.grain(0.008), 0.12, 0.008, 0.14, 4, 0.05, 0, false);
    public static final Material TERRACOTTA = new Material(Texture.grain(0.006), 0.16, 0.006, 0.03, 2, 0, 0, false);
    public static final Material PLASTIC = new Material(Texture.SMOOTH, 0, 1, 0.34, 5, 0.12, 0, false);
    public static final Material PAINT = new Material(Texture.SMOOTH, 0, 1, 0.45, 6, 0.24, 0, false);
    public static final Material GLASS = new Material(Texture.SMOOTH, 0, 1, 0.6, 7, 0.4, 0, false);
    public static final Material STEEL = new Material(Texture.SMOOTH, 0, 1, 0.5, 5, 0.55, 0, true);
    public static final Material LEAF = new Material(Texture.SMOOTH, 0, 1, 0.16, 3, 0.04, 0.05, false);
    public static final Material STRAW = cloth(Texture.weave(0.014), 0.6, 0.014, 0.05);
    public static final Material PAPER = cloth(Texture.grain(0.01), 0.05, 0.01, 0.02);
    public static final Material SOIL = cloth(Texture.grain(0.008), 1.0, 0.008, 0.02);
    public static final Material GLOW = new Material(Texture.SMOOTH, 0, 1, 0, 1, 0, 0, false);

    private static Material cloth(Texture texture, double depth, double period, double sheen) {
        return new Material(texture, depth, period, 0.02, 2, 0, sheen, false);
    }
}
