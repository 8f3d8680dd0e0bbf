package dev.lookalike.gallery.taste;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

import dev.lookalike.gallery.features.Told;
import org.jspecify.annotations.Nullable;

/// What was learnt of everybody's likes: where pictures lie for a person's weights, those that come as well, and how much they are
/// liked by all.
///
/// Its bytes, big-endian: `LKTASTE1`; the model's fingerprint (modified UTF-8 after its length in 2 bytes); people, likes, pictures and
/// events that it was learnt of, each 8 bytes; the encoding (the mean of embeddings, and how fields become values, as [Told] writes
/// them); how many values a place has, and for each value of the features so many floats; how many pictures were liked, and
/// of each its id and appeal. Nothing is kept of a single person.
///
/// @param map
///            value `i` of the features adds `map[i]` times it to a place
/// @param appeals
///            of pictures that were liked, by id
record Prior(String fingerprint, Counted counted, Encoding encoding, float[][] map, Map<Long, Float> appeals) {
    private static final long MAGIC = 0x4C4B_5441_5354_4531L;

    /// What it was learnt of.
    ///
    /// @param events
    ///            that were kept then
    record Counted(long people, long likes, long pictures, long events) {}

    /// How many values a place has, and the appeal.
    int size() {
        return map[0].length + 1;
    }

    /// Where a picture lies, and last its appeal: such that a score is a product with weights, the last of which is 1.
    float[] place(long id, Encoding.Known picture) {
        float[] features = encoding.of(picture);
        var place = new float[size()];
        for (int i = 0; i < features.length; i++) {
            if (features[i] != 0) {
                Floats.add(place, 0, map[i], 0, map[i].length, features[i]);
            }
        }
        place[place.length - 1] = appeals.getOrDefault(id, 0f);
        return place;
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(MAGIC);
            out.writeUTF(fingerprint);
            out.writeLong(counted.people);
            out.writeLong(counted.likes);
            out.writeLong(counted.pictures);
            out.writeLong(counted.events);
            encoding.write(out);
            out.writeInt(map[0].length);
            for (float[] row : map) {
                for (float value : row) {
                    out.writeFloat(value);
                }
            }
            out.writeInt(appeals.size());
            for (var each : appeals.entrySet()) {
                out.writeLong(each.getKey());
                out.writeFloat(each.getValue());
            }
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return bytes.toByteArray();
    }

    /// What was kept; null if it is of another version, or of another model.
    static @Nullable Prior of(byte[] bytes, String fingerprint) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readLong() != MAGIC || !in.readUTF().equals(fingerprint)) {
                return null;
            }
            var counted = new Counted(in.readLong(), in.readLong(), in.readLong(), in.readLong());
            Encoding encoding = Encoding.read(in);
            var map = new float[encoding.width()][in.readInt()];
            for (float[] row : map) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = in.readFloat();
                }
            }
            var appeals = new HashMap<Long, Float>();
            for (int left = in.readInt(); left > 0; left--) {
                appeals.put(in.readLong(), in.readFloat());
            }
            return new Prior(fingerprint, counted, encoding, map, appeals);
        } catch (IOException cut) {
            return null;
        }
    }
}
