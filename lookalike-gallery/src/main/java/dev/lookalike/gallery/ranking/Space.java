package dev.lookalike.gallery.ranking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.algebra.PrincipalAxes;
import dev.lookalike.vision.Embedding;
import org.jspecify.annotations.Nullable;

/// Where a gallery compares pictures: a linear map of the raw embedding (`norm * unit`), less a mean, onto axes; and,
/// where it was learnt from labels, the classes that a picture seems to be of.
///
/// Being linear, it maps the cells of a feature map as well as their mean, so a score can be split into the places it
/// came from; the classes are split to first order. All maps are computed in double, in one order: the same embedding has the same bits here on every machine.
final class Space {
    /*
     * One vector per picture, axes * (raw - mean), serves both metrics: its cosine compares directions from the
     * collection's centre, its Euclidean distance is the distance of raw embeddings (a mean moves no distance), as far
     * as the axes see it. docs/measurements/similarity.md compares this with centring unit vectors.
     */

    /// Put in place of a vector of zeros, which has no direction: a picture that equals the collection's mean.
    private static final double ALMOST_NOTHING = 1e-15;

    /// How far pictures lie from zero where there are too few to say.
    private static final double UNKNOWN_REACH = 10;

    private static final int NAME_BYTES = 8;

    private final int dimension;
    private final int fitted;
    private final float[] mean;
    private final float[] axes;
    private final String learntFrom;
    private final @Nullable Memberships memberships;

    /// A space that was fitted.
    ///
    /// @param fitted
    ///            on how many embeddings, 0 for the space that changes nothing
    /// @param mean
    ///            subtracted first; `dimension` values, or none for zeros
    /// @param axes
    ///            then mapped onto these; value `i * size() + j` says what dimension `i` adds to value `j`; none to
    ///            leave all dimensions as they are
    Space(int dimension, int fitted, float[] mean, float[] axes) {
        this(dimension, fitted, mean, axes, "", null);
    }

    /// The same, learnt from labels.
    ///
    /// @param learntFrom
    ///            such as `folder, 10 classes`; empty if it was not
    /// @param memberships
    ///            more values, after those on the axes, which must be there then
    Space(int dimension, int fitted, float[] mean, float[] axes, String learntFrom,
            @Nullable Memberships memberships) {
        if ((mean.length != 0 && mean.length != dimension) || axes.length % dimension != 0) {
            throw new IllegalArgumentException("%d means and %d axis values do not fit %d dimensions"
                    .formatted(mean.length, axes.length, dimension));
        }
        this.dimension = dimension;
        this.fitted = fitted;
        this.mean = mean;
        this.axes = axes;
        this.learntFrom = learntFrom;
        this.memberships = memberships;
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
        return onAxes() + (memberships == null ? 0 : memberships.count());
    }

    private int onAxes() {
        return axes.length == 0 ? dimension : axes.length / dimension;
    }

    /// On how many embeddings it was fitted.
    int fitted() {
        return fitted;
    }

    /// Whether scores mean much the same in it as in another of which this is true.
    boolean hasScale() {
        return fitted > 0 && learntFrom.isEmpty();
    }

    /// What labels it was learnt from; empty if it was fitted without any.
    String learntFrom() {
        return learntFrom;
    }

    @Nullable
    Memberships memberships() {
        return memberships;
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
        double[] centred = centred(raw);
        double[] mapped = onAxes(centred);
        return memberships == null ? mapped : memberships.beside(mapped, centred);
    }

    /// Where a part of a picture lies, such that the mean of all its parts lies where the picture does.
    ///
    /// @param part
    ///            its raw embedding
    /// @param whole
    ///            that of the picture
    double[] map(double[] part, double[] whole) {
        if (memberships == null) {
            return map(part);
        }
        double[] centred = centred(part);
        double[] picture = centred(whole);
        return memberships.beside(onAxes(centred), centred, Scores.length(onAxes(picture)), picture);
    }

    /// How likely a picture is of each class that was learnt, by name; empty where none was.
    Map<String, Double> labels(double[] raw) {
        return memberships == null ? Map.of() : memberships.named(centred(raw));
    }

    private double[] centred(double[] raw) {
        double[] centred = raw.clone();
        for (int i = 0; i < mean.length; i++) {
            centred[i] -= mean[i];
        }
        return centred;
    }

    private double[] onAxes(double[] centred) {
        double[] mapped = axes.length == 0 ? centred.clone() : project(centred);
        for (double value : mapped) {
            if (value != 0) {
                return mapped;
            }
        }
        mapped[0] = ALMOST_NOTHING;
        return mapped;
    }

    /// The raw embedding of something in a direction from the collection's centre, about as far from it as its pictures are: as far
    /// as the centre itself is from zero.
    double[] towards(float[] direction) {
        double reach = mean.length == 0 ? UNKNOWN_REACH : Scores.length(mean);
        var raw = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            raw[i] = (mean.length == 0 ? 0 : mean[i]) + reach * direction[i];
        }
        return raw;
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
        int size = onAxes();
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

    /// Such as `centred, 256 of 1280 values` or `learnt from folder, 10 classes: 128 of 1280 values`.
    String description() {
        if (!learntFrom.isEmpty()) {
            return "learnt from %s: %d of %d values".formatted(learntFrom, size(), dimension);
        }
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
        int more = memberships == null ? 0 : memberships.bytes();
        var bytes = ByteBuffer.allocate(2 * Integer.BYTES + (mean.length + axes.length) * Float.BYTES + more);
        bytes.putInt(dimension).putInt(mean.length);
        for (float value : mean) {
            bytes.putFloat(value);
        }
        for (float value : axes) {
            bytes.putFloat(value);
        }
        if (memberships != null) {
            memberships.put(bytes);
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
        Space orthonormal = learntFrom.isEmpty()
                ? this
                : new Space(dimension, fitted, mean, PrincipalAxes.orthonormal(dimension, axes));
        double kept = 0;
        double all = 0;
        for (double[] each : raw) {
            double[] centred = centred(each);
            all += square(centred);
            kept += square(axes.length == 0 ? centred : orthonormal.project(centred));
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
        return this == other || (fitted == other.fitted && name("").equals(other.name("")));
    }
}
