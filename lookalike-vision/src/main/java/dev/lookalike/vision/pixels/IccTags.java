package dev.lookalike.vision.pixels;

import java.nio.ByteBuffer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// The tags of an ICC profile that describe a screen: three primaries and their curves.
final class IccTags {
    private static final int COLOUR_SPACE = 16;
    private static final int MAGIC = 36;
    private static final int COUNT = 128;
    private static final int MAX_TAGS = 200;
    private static final double FIXED = 65_536;

    private final ByteBuffer icc;

    /// @throws IllegalArgumentException
    ///             if this is no profile
    IccTags(byte[] icc) {
        this.icc = ByteBuffer.wrap(icc);
        if (icc.length < COUNT + 4 || !text(MAGIC).equals("acsp")) {
            throw new IllegalArgumentException("no ICC profile");
        }
    }

    String colourSpace() {
        return text(COLOUR_SPACE);
    }

    boolean has(String tag) {
        return offset(tag) >= 0;
    }

    /// X, Y and Z under the profile's own light, D50.
    double[] primary(String tag) {
        int at = required(tag);
        return new double[]{fixed(at + 8), fixed(at + 12), fixed(at + 16)};
    }

    /// The light that each of the 256 levels stands for, 0 to 1.
    double[] curve(String tag) {
        int at = required(tag);
        double[] light = new double[256];
        for (int level = 0; level < light.length; level++) {
            double x = level / 255.0;
            double y = switch (text(at)) {
                case "curv" -> sampled(at, x);
                case "para" -> formula(at, x);
                default -> throw new IllegalArgumentException("no curve");
            };
            light[level] = Math.clamp(y, 0, 1);
        }
        return light;
    }

    private double sampled(int at, double x) {
        int count = icc.getInt(at + 8);
        if (count == 0) {
            return x;
        }
        if (count == 1) {
            return Math.pow(x, (icc.getShort(at + 12) & 0xFFFF) / 256.0);
        }
        double place = x * (count - 1);
        int before = Math.min((int) place, count - 2);
        double low = icc.getShort(at + 12 + 2 * before) & 0xFFFF;
        double high = icc.getShort(at + 14 + 2 * before) & 0xFFFF;
        return (low + (high - low) * (place - before)) / 65_535;
    }

    /// The five kinds of parametric curve (ICC.1:2022, 10.18).
    private double formula(int at, double x) {
        double g = fixed(at + 12);
        int kind = icc.getShort(at + 8);
        if (kind == 0) {
            return Math.pow(x, g);
        }
        double a = fixed(at + 16);
        double b = fixed(at + 20);
        double c = kind >= 2 ? fixed(at + 24) : 0;
        return switch (kind) {
            case 1 -> x >= -b / a ? Math.pow(a * x + b, g) : 0;
            case 2 -> x >= -b / a ? Math.pow(a * x + b, g) + c : c;
            case 3 -> x >= fixed(at + 28) ? Math.pow(a * x + b, g) : c * x;
            case 4 -> x >= fixed(at + 28) ? Math.pow(a * x + b, g) + fixed(at + 32) : c * x + fixed(at + 36);
            default -> throw new IllegalArgumentException("no curve");
        };
    }

    private int required(String tag) {
        int offset = offset(tag);
        if (offset < 0) {
            throw new IllegalArgumentException("no tag " + tag);
        }
        return offset;
    }

    private int offset(String tag) {
        int count = Math.min(icc.getInt(COUNT), MAX_TAGS);
        for (int i = 0; i < count; i++) {
            int entry = COUNT + 4 + 12 * i;
            if (text(entry).equals(tag)) {
                return icc.getInt(entry + 4);
            }
        }
        return -1;
    }

    private double fixed(int at) {
        return icc.getInt(at) / FIXED;
    }

    private String text(int at) {
        byte[] four = new byte[4];
        icc.get(at, four);
        return new String(four, ISO_8859_1);
    }
}
