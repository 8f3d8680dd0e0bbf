package dev.lookalike.demo.product;

import java.util.List;

import dev.lookalike.demo.draw.Tone;

/// A colour with a name that a customer would use.
record Shade(String name, int hex) {
    public static final Shade BLACK = new Shade("black", 0x26262A);
    public static final Shade CHARCOAL = new Shade("charcoal", 0x4B4E54);
    public static final Shade GREY = new Shade("grey", 0x9A9DA1);
    public static final Shade WHITE = new Shade("white", 0xF1F0EC);
    public static final Shade CREAM = new Shade("cream", 0xEBDFC5);
    public static final Shade BEIGE = new Shade("beige", 0xCDB694);
    public static final Shade TAN = new Shade("tan", 0xB9824F);
    public static final Shade BROWN = new Shade("brown", 0x6B4630);
    public static final Shade RED = new Shade("red", 0xC3282E);
    public static final Shade BURGUNDY = new Shade("burgundy", 0x702237);
    public static final Shade ORANGE = new Shade("orange", 0xE0752C);
    public static final Shade MUSTARD = new Shade("mustard", 0xCF9A2B);
    public static final Shade YELLOW = new Shade("yellow", 0xF0CB45);
    public static final Shade GREEN = new Shade("green", 0x2F7A4B);
    public static final Shade OLIVE = new Shade("olive", 0x6F7142);
    public static final Shade MINT = new Shade("mint", 0xA4D6BD);
    public static final Shade TEAL = new Shade("teal", 0x1F7A80);
    public static final Shade SKY = new Shade("sky blue", 0x8CBBE0);
    public static final Shade BLUE = new Shade("blue", 0x2D5FB3);
    public static final Shade NAVY = new Shade("navy", 0x26335A);
    public static final Shade PURPLE = new Shade("purple", 0x6A4490);
    public static final Shade LILAC = new Shade("lilac", 0xBBA4D8);
    public static final Shade PINK = new Shade("pink", 0xE79DB1);
    public static final Shade SILVER = new Shade("silver", 0xC4C7CB);
    public static final Shade GOLD = new Shade("gold", 0xCBA258);

    public static final List<Shade> ALL = List.of(BLACK, CHARCOAL, GREY, WHITE, CREAM, BEIGE, TAN, BROWN, RED, BURGUNDY,
            ORANGE, MUSTARD,
            YELLOW, GREEN, OLIVE, MINT, TEAL, SKY, BLUE, NAVY, PURPLE, LILAC, PINK);
    static final List<Shade> LEATHERS = List.of(BLACK, BROWN, TAN, BURGUNDY, NAVY, OLIVE, BEIGE, RED, CHARCOAL, CREAM);
    static final List<Shade> WOODS = List.of(TAN, BROWN, BEIGE, BLACK, WHITE);

    public Tone tone() {
        return Tone.of(hex);
    }
}
