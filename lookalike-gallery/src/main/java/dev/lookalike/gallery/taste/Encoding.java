package dev.lookalike.gallery.taste;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.gallery.features.Told;

/// Makes the features of a picture: what is seen and what is told, read off some pictures and good for those that come.
///
/// @param mean
///            of raw embeddings
@SuppressWarnings("ArrayRecordComponent") // not compared
record Encoding(float[] mean, Told told) {
    /// How much of the square of both is what is told.
    static final double TOLD = 0.75;

    /// A picture with what its catalogue knows of it.
    record Known(Map<String, String> metadata, StoredEmbedding embedding) {
        static Known of(Item item, StoredEmbedding embedding) {
            return new Known(item.metadata(), embedding);
        }
    }

    /// Read off some pictures.
    static Encoding of(List<Known> pictures) {
        var mean = new float[pictures.getFirst().embedding.unit().length];
        for (Known each : pictures) {
            Floats.add(mean, 0, raw(each.embedding), 0, mean.length, 1f / pictures.size());
        }
        return new Encoding(mean, Told.of(pictures.stream().map(Known::metadata).toList()));
    }

    /// How many values features have.
    int width() {
        return mean.length + told.size();
    }

    /// The features of a picture, of length 1.
    float[] of(Known picture) {
        float[] seen = raw(picture.embedding);
        Floats.add(seen, 0, mean, 0, mean.length, -1);
        return joined(unit(seen), told.of(picture.metadata));
    }

    /// What is seen, of length 1, and what is told, if anything is, each with its share of the square.
    static float[] joined(float[] seen, float[] told) {
        if (told.length == 0) {
            return seen;
        }
        var joined = new float[seen.length + told.length];
        Floats.add(joined, 0, seen, 0, seen.length, (float) Math.sqrt(1 - TOLD));
        Floats.add(joined, seen.length, told, 0, told.length, (float) Math.sqrt(TOLD));
        return unit(joined);
    }

    private static float[] raw(StoredEmbedding embedding) {
        float[] raw = Float16.floats(embedding.unit());
        for (int i = 0; i < raw.length; i++) {
            raw[i] *= embedding.norm();
        }
        return raw;
    }

    private static float[] unit(float[] row) {
        return Floats.units(new float[][]{row})[0];
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(mean.length);
        for (float value : mean) {
            out.writeFloat(value);
        }
        told.write(out);
    }

    static Encoding read(DataInput in) throws IOException {
        var mean = new float[in.readInt()];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = in.readFloat();
        }
        return new Encoding(mean, Told.read(in));
    }
}
