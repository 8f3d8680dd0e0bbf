package dev.lookalike.gallery.ranking;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.index.Metric;
import org.jspecify.annotations.Nullable;

/// Keeps a gallery's space, and what scores mean in it, in a file of the derived folder.
///
/// All numbers are big-endian:
///
/// | bytes | what |
/// |---|---|
/// | 8 | `LKSPACE2`: the kind of file and its version |
/// | 4 + n | length and UTF-8 bytes of the model's fingerprint |
/// | 4, 4 | values of an embedding, and on how many embeddings the space was fitted |
/// | 4 + 4 n | how many values the mean has, and they, as float |
/// | 4 + 4 n | how many values the axes have, and they, as float |
/// | 8 | on how many pictures the meaning of scores was measured |
/// | 2 x (29 + 8 n) | for the cosine, then for the distance: 1 if it was measured; unrelated and near as double; depth, how many were asked, how many contrasts, and they, as double |
/// | 4 | CRC32C of all before |
///
/// A file that is missing, damaged or of another model is no failure: the space is fitted again.
final class SpaceFile {
    private static final Logger LOG = System.getLogger(SpaceFile.class.getName());
    private static final byte[] MAGIC = "LKSPACE2".getBytes(StandardCharsets.US_ASCII);
    private static final int BACKGROUND_BYTES = 1 + 2 * Double.BYTES + 3 * Integer.BYTES;
    private static final int LEAST_BYTES = MAGIC.length + 5 * Integer.BYTES + Long.BYTES
            + Surroundings.METRICS.size() * BACKGROUND_BYTES;

    private final CheckedFile file;
    private final String fingerprint;
    private final int dimension;

    private SpaceFile(Path file, String fingerprint, int dimension) {
        this.file = new CheckedFile(file);
        this.fingerprint = fingerprint;
        this.dimension = dimension;
    }

    /// Of a space that was fitted.
    static SpaceFile fitted(Path folder, String fingerprint, int dimension) {
        return new SpaceFile(folder.resolve("space"), fingerprint, dimension);
    }

    /// Of a space that was learnt, which [HeadFile] keeps: what scores mean in it.
    static SpaceFile learnt(Path folder, String fingerprint, Space space) {
        return new SpaceFile(folder.resolve("space-learnt"), fingerprint + "+" + space.name(fingerprint),
                space.dimension());
    }

    /// What is kept.
    ///
    /// @param measured
    ///            on how many pictures the meaning of scores was measured
    /// @param known
    ///            what scores mean
    record Kept(Space space, long measured, Map<Metric, Background> known) {}

    /// What was written last, or null if it has to be made again.
    @Nullable
    Kept read() {
        byte[] bytes = file.read();
        return bytes == null ? null : parse(bytes, fingerprint, dimension, file.path());
    }

    /// What some bytes say, or null if they are of another version or model.
    ///
    /// @param bytes
    ///            as [#bytes] made them
    /// @param place
    ///            where they come from, for people
    static @Nullable Kept parse(byte[] bytes, String fingerprint, int dimension, Object place) {
        if (bytes.length < LEAST_BYTES) {
            return unusable(place, "it is too short");
        }
        var in = ByteBuffer.wrap(bytes);
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            return unusable(place, "it is of another version");
        }
        byte[] name = new byte[in.getInt()];
        in.get(name);
        int values = in.getInt();
        if (!new String(name, StandardCharsets.UTF_8).equals(fingerprint) || values != dimension) {
            return unusable(place, "it belongs to another model or was learnt otherwise");
        }
        int fitted = in.getInt();
        return new Kept(new Space(values, fitted, floats(in), floats(in)), in.getLong(), backgrounds(in));
    }

    private static @Nullable Kept unusable(Object place, String why) {
        LOG.log(Level.INFO, "the gallery''s space in {0} cannot be used: {1}", place, why);
        return null;
    }

    /// Makes `kept` what [#read()] finds, also after a crash.
    ///
    /// @throws GalleryException.Storage
    ///             if the operating system refuses
    void write(Kept kept) {
        file.write(bytes(kept));
    }

    /// What is wrong with the file, or null.
    @Nullable
    String damage() {
        return file.damage();
    }

    /// The bytes that the file has, without their checksum.
    byte[] bytes(Kept kept) {
        Space space = kept.space;
        byte[] name = fingerprint.getBytes(StandardCharsets.UTF_8);
        int values = space.mean().length + space.axes().length;
        int contrasts = kept.known.values().stream().mapToInt(known -> known.contrasts().length).sum();
        var out = ByteBuffer.allocate(
                LEAST_BYTES + name.length + values * Float.BYTES + contrasts * Double.BYTES);
        out.put(MAGIC).putInt(name.length).put(name).putInt(space.dimension()).putInt(space.fitted());
        put(out, space.mean());
        put(out, space.axes());
        out.putLong(kept.measured);
        for (Metric metric : Surroundings.METRICS) {
            put(out, kept.known.get(metric));
        }
        return out.array();
    }

    private static void put(ByteBuffer out, float[] values) {
        out.putInt(values.length);
        for (float value : values) {
            out.putFloat(value);
        }
    }

    private static float[] floats(ByteBuffer in) {
        var values = new float[in.getInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.getFloat();
        }
        return values;
    }

    private static void put(ByteBuffer out, @Nullable Background known) {
        out.put((byte) (known == null ? 0 : 1));
        out.putDouble(known == null ? 0 : known.unrelated());
        out.putDouble(known == null ? 0 : known.near());
        out.putInt(known == null ? 0 : known.depth());
        out.putInt(known == null ? 0 : known.asked());
        double[] contrasts = known == null ? new double[0] : known.contrasts();
        out.putInt(contrasts.length);
        for (double contrast : contrasts) {
            out.putDouble(contrast);
        }
    }

    private static Map<Metric, Background> backgrounds(ByteBuffer in) {
        var known = new EnumMap<Metric, Background>(Metric.class);
        for (Metric metric : Surroundings.METRICS) {
            boolean measured = in.get() == 1;
            var background = new Background(metric, in.getDouble(), in.getDouble(), in.getInt(), in.getInt(),
                    doubles(in));
            if (measured) {
                known.put(metric, background);
            }
        }
        return known;
    }

    private static double[] doubles(ByteBuffer in) {
        var values = new double[in.getInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.getDouble();
        }
        return values;
    }
}
