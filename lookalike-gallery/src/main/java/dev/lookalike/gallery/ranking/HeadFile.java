package dev.lookalike.gallery.ranking;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// Keeps the spaces that were learnt from labels: the one that serves, and before it the one that served until then.
///
/// It lies beside the catalogue and not in the derived folder, because labels may have changed since. All numbers are
/// big-endian:
///
/// | bytes | what |
/// |---|---|
/// | 8 | `LKHEADS2`: the kind of file and its version |
/// | 4 + n | length and UTF-8 bytes of the model's fingerprint |
/// | 4 | how many spaces, 0 to 2; of each, the one that serves last: |
/// | 4 + n | length and UTF-8 bytes of what it was learnt from |
/// | 4 | how many names of classes follow, and of each |
/// | 4 + n | length and UTF-8 bytes |
/// | 4, 4 | values of an embedding, and from how many embeddings it was learnt |
/// | 4 + 4 n | how many values the mean has, and they, as float |
/// | 4 + 4 n | how many values the axes have, and they, as float |
/// | 8 | the weight of the classes, as double |
/// | 4 + 4 n, 4 + 4 n | the offsets and slopes of their scores, as float |
/// | 4 | CRC32C of all before |
///
/// Version 1 has no names: what it holds serves, and guesses no labels. A file that is damaged or of another model is named, and the gallery compares in the space that fits it.
final class HeadFile {
    private static final Logger LOG = System.getLogger(HeadFile.class.getName());
    private static final byte[] MAGIC = "LKHEADS2".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WITHOUT_NAMES = "LKHEADS1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEPT = 2;

    private final CheckedFile file;
    private final String fingerprint;
    private final int dimension;

    HeadFile(Path file, String fingerprint, int dimension) {
        this.file = new CheckedFile(file);
        this.fingerprint = fingerprint;
        this.dimension = dimension;
    }

    /// What was learnt, the space that serves last; empty where the fitted space serves.
    List<Space> read() {
        byte[] bytes = file.read("the gallery compares in the space that fits it until `lookalike train` is run again");
        if (bytes == null) {
            return List.of();
        }
        byte[] magic = Arrays.copyOf(bytes, MAGIC.length);
        boolean named = Arrays.equals(magic, MAGIC);
        if (!named && !Arrays.equals(magic, WITHOUT_NAMES)) {
            return unusable("it is of another version");
        }
        var in = ByteBuffer.wrap(bytes).position(MAGIC.length);
        if (!text(in).equals(fingerprint)) {
            return unusable("it belongs to another model");
        }
        var spaces = new ArrayList<Space>();
        for (int left = in.getInt(); left > 0; left--) {
            String learntFrom = text(in);
            List<String> names = named ? texts(in) : List.of();
            int values = in.getInt();
            if (values != dimension) {
                return unusable("it belongs to another model");
            }
            int fitted = in.getInt();
            spaces.add(new Space(values, fitted, floats(in), floats(in), learntFrom, Memberships.of(names, in)));
        }
        return List.copyOf(spaces);
    }

    private List<Space> unusable(String why) {
        LOG.log(Level.WARNING,
                "{0} cannot be used: {1}; the gallery compares in the space that fits it until `lookalike train` is run again",
                file.path(), why);
        return List.of();
    }

    /// Makes the last of `spaces`, and the one before it, what [#read()] finds, also after a crash.
    ///
    /// @return what is kept of them
    /// @throws GalleryException.Storage
    ///             if the operating system refuses; what was there stays
    List<Space> write(List<Space> spaces) {
        List<Space> kept = List.copyOf(spaces.subList(Math.max(0, spaces.size() - KEPT), spaces.size()));
        byte[] name = utf8(fingerprint);
        int bytes = MAGIC.length + 2 * Integer.BYTES + name.length;
        for (Space space : kept) {
            bytes += 6 * Integer.BYTES + utf8(space.learntFrom()).length + memberships(space).bytes()
                    + (space.mean().length + space.axes().length) * Float.BYTES;
            for (String each : memberships(space).names()) {
                bytes += Integer.BYTES + utf8(each).length;
            }
        }
        var out = ByteBuffer.allocate(bytes).put(MAGIC).putInt(name.length).put(name).putInt(kept.size());
        for (Space space : kept) {
            out.putInt(utf8(space.learntFrom()).length).put(utf8(space.learntFrom()))
                    .putInt(memberships(space).names().size());
            memberships(space).names().forEach(each -> out.putInt(utf8(each).length).put(utf8(each)));
            out.putInt(space.dimension()).putInt(space.fitted());
            put(out, space.mean());
            put(out, space.axes());
            memberships(space).put(out);
        }
        file.write(out.array());
        return kept;
    }

    private static Memberships memberships(Space learnt) {
        return Objects.requireNonNull(learnt.memberships(), "only what was learnt is kept here");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void put(ByteBuffer out, float[] values) {
        out.putInt(values.length);
        out.asFloatBuffer().put(values);
        out.position(out.position() + values.length * Float.BYTES);
    }

    private static String text(ByteBuffer in) {
        var bytes = new byte[in.getInt()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<String> texts(ByteBuffer in) {
        var texts = new ArrayList<String>();
        for (int left = in.getInt(); left > 0; left--) {
            texts.add(text(in));
        }
        return List.copyOf(texts);
    }

    static float[] floats(ByteBuffer in) {
        var values = new float[in.getInt()];
        in.asFloatBuffer().get(values);
        in.position(in.position() + values.length * Float.BYTES);
        return values;
    }

    /// What is wrong with the file, or null.
    @Nullable
    String damage() {
        return file.damage();
    }
}
