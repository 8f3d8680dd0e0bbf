package dev.lookalike.gallery.ranking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.index.Metric;
import dev.lookalike.index.Tuning;
import org.jspecify.annotations.Nullable;

/// What is known of an index's file, in a [CheckedFile] beside it.
///
/// All numbers are big-endian:
///
/// | bytes | what |
/// |---|---|
/// | 8 | `LKINDEX1`: the kind of file and its version |
/// | 8, 8 | version of the embeddings that the index's file holds, and when that was merged, in milliseconds since 1970 |
/// | 8 | on how many pictures the curves were measured |
/// | 2 x (4 + 20 n) | for the cosine, then for the distance: points of the curve; beam width, recall and microseconds of each |
///
/// @param version
///            the file holds every embedding that was written up to here, or a newer one of the same picture, unless its
///            id is missing
/// @param merged
///            when the file was written
/// @param measured
///            on how many pictures the curves were measured, 0 if they were not
/// @param curves
///            what each beam width finds, by metric
record IndexNote(long version, Instant merged, long measured, Map<Metric, Tuning> curves) {
    static final IndexNote NONE = new IndexNote(0, Instant.EPOCH, 0, Map.of());

    private static final byte[] MAGIC = "LKINDEX1".getBytes(StandardCharsets.US_ASCII);
    private static final int POINT_BYTES = Integer.BYTES + 2 * Double.BYTES;
    private static final int POINTS_MAX = 1_000;

    IndexNote {
        curves = Map.copyOf(curves);
    }

    IndexNote merged(long version) {
        return new IndexNote(version, Instant.now(), measured, curves);
    }

    IndexNote tuned(long measured, Map<Metric, Tuning> curves) {
        return new IndexNote(version, merged, measured, curves);
    }

    byte[] bytes() {
        int points = curves.values().stream().mapToInt(curve -> curve.curve().size()).sum();
        var out = ByteBuffer.allocate(MAGIC.length + 3 * Long.BYTES + Surroundings.METRICS.size() * Integer.BYTES
                + points * POINT_BYTES);
        out.put(MAGIC).putLong(version).putLong(merged.toEpochMilli()).putLong(measured);
        for (Metric metric : Surroundings.METRICS) {
            Tuning tuning = curves.get(metric);
            List<Tuning.Point> curve = tuning == null ? List.of() : tuning.curve();
            out.putInt(curve.size());
            curve.forEach(point -> out.putInt(point.beamWidth()).putDouble(point.recall())
                    .putDouble(point.microseconds()));
        }
        return out.array();
    }

    /// The note that these bytes are, or [#NONE] if they are of another version.
    static IndexNote of(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length < MAGIC.length
                || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            return NONE;
        }
        var in = ByteBuffer.wrap(bytes).position(MAGIC.length);
        long version = in.getLong();
        var merged = Instant.ofEpochMilli(in.getLong());
        long measured = in.getLong();
        var curves = new EnumMap<Metric, Tuning>(Metric.class);
        for (Metric metric : Surroundings.METRICS) {
            var points = new ArrayList<Tuning.Point>();
            int count = Math.min(in.getInt(), POINTS_MAX);
            for (int i = 0; i < count; i++) {
                points.add(new Tuning.Point(in.getInt(), in.getDouble(), in.getDouble()));
            }
            if (!points.isEmpty()) {
                curves.put(metric, new Tuning(points));
            }
        }
        return new IndexNote(version, merged, measured, curves);
    }
}
