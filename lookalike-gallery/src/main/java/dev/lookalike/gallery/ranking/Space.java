package dev.lookalike.gallery.ranking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import dev.lookalike.vision.Embedding;

/// Where a gallery compares pictures: a linear map of the raw embedding (`norm * unit`), less a mean, onto axes.
///
/// Being linear, it maps the cells of a feature map as well as their mean, so a score can be split into the places it
/// came from. All maps are computed in double, in one order: the same embedding has the same bits here on every machine.
final class Space {
    /*
     * One vector per picture, axes * (raw - mean), serves both metrics: its cosine compares directions from the
     * collection's centre, its Euclidean distance is the distance of raw embeddings (a mean moves no distance), as far
     * as the axes see it. docs/measurements/similarity.md compares this with centring unit vectors.
     */

    /// Put in place of a vector of zeros, which has no direction: a picture that equals the collection's mean.
    private static final double ALMOST_NOTHING = 1e-15;

    private static final int NAME_BYTES = 8;

    private final int dimension;
    private final int fitted;
    private final float[] mean;
    private final float[] axes;

    /// @param fitted
    ///            on how many embeddings, 0 for the space that changes nothing
    /// @param mean
    ///            subtracted first; `dimension` values, or none for zeros
    /// @param axes
    ///            then mapped onto these; value `i * size() + j` says what dimension `i` adds to value `j`; none to
    ///            leave all dimensions as they are
    Space(int dimension, int fitted, float[] mean, float[] axes) {
        if ((mean.length != 0 && mean.length != dimension) || axes.length % dimension != 0) {
            throw new IllegalArgumentException("%d means and %d axis values do not fit %d dimensions"
                    .formatted(mean.length, axes.length, dimension));
        }
        this.dimension = dimension;
        this.fitted = fitted;
        this.mean = mean;
        this.axes = axes;
    }

    /// The space of few pictures: embeddings as they are.
    static Space asIs(int dimension) {
        return new Space(dimension, 0, new float[0], new float[0]);
    }

    /// How many values an embedding has.
    int dimension() {
        return dimension;
    }

    /// How many values a vector has here.
    int size() {
        return axes.length == 0 ? dimension : axes.length / dimension;
    }

    /// On how many embeddings it was fitted.
    int fitted() {
        return fitted;
    }

    float[] mean() {
        return mean;
    }

    float[] axes() {
        return axes;
    }

    /// Where a stored embedding lies.
    double[] map(short[] unit, float norm) {
        return map(raw(unit, norm));
    }

    /// Where a raw embedding lies.
    double[] map(double[] raw) {
        double[] centred = raw.clone();
        for (int i = 0; i < mean.length; i++) {
            centred[i] -= mean[i];
        }
        double[] mapped = axes.length == 0 ? centred : project(centred);
        for (double value : mapped) {
            if (value != 0) {
                return mapped;
            }
        }
        mapped[0] = ALMOST_NOTHING;
        return mapped;
    }

    /// The embedding before its length was taken away, from its float16 values.
    static double[] raw(short[] unit, float norm) {
        double[] raw = new double[unit.length];
        for (int i = 0; i < unit.length; i++) {
            raw[i] = (double) norm * Float.float16ToFloat(unit[i]);
        }
        return raw;
    }

    /// The embedding before its length was taken away.
    static double[] raw(Embedding embedding) {
        float[] unit = embedding.unit();
        var raw = new double[unit.length];
        for (int i = 0; i < unit.length; i++) {
            raw[i] = (double) embedding.norm() * unit[i];
        }
        return raw;
    }

    // Row by row over the axes, so that the inner loop adds independent sums and the compiler can use wide registers.
    private double[] project(double[] centred) {
        int size = size();
        double[] mapped = new double[size];
        for (int i = 0; i < dimension; i++) {
            double value = centred[i];
            int row = i * size;
            for (int j = 0; j < size; j++) {
                mapped[j] += value * axes[row + j];
            }
        }
        return mapped;
    }

    /// Such as `centred, 256 of 1280 values`.
    String description() {
        if (mean.length == 0) {
            return "as is, %d values".formatted(dimension);
        }
        return axes.length == 0
                ? "centred, %d values".formatted(dimension)
                : "centred, %d of %d values".formatted(size(), dimension);
    }

    /// A name that no other space has: the first 16 hex digits of a SHA-256 over it and over what it is for.
    ///
    /// @param purpose
    ///            such as a model's fingerprint
    String name(String purpose) {
        MessageDigest digest = sha256();
        digest.update(purpose.getBytes(StandardCharsets.UTF_8));
        var bytes = ByteBuffer.allocate(2 * Integer.BYTES + (mean.length + axes.length) * Float.BYTES);
        bytes.putInt(dimension).putInt(mean.length);
        for (float value : mean) {
            bytes.putFloat(value);
        }
        for (float value : axes) {
            bytes.putFloat(value);
        }
        return HexFormat.of().formatHex(digest.digest(bytes.array()), 0, NAME_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }

    /// The share of the pictures' variance, about their mean, that lies on the axes: 1 where all values are kept.
    ///
    /// @param raw
    ///            embeddings of the collection
    double energy(List<double[]> raw) {
        double kept = 0;
        double all = 0;
        for (double[] each : raw) {
            double[] centred = each.clone();
            for (int i = 0; i < mean.length; i++) {
                centred[i] -= mean[i];
            }
            all += square(centred);
            kept += square(axes.length == 0 ? centred : project(centred));
        }
        return all == 0 ? 1 : kept / all;
    }

    private static double square(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    boolean sameAs(Space other) {
        return dimension == other.dimension && fitted == other.fitted && Arrays.equals(mean, other.mean)
                && Arrays.equals(axes, other.axes);
    }
}
