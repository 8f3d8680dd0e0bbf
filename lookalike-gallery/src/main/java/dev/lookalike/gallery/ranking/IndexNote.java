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
/// | 8 | `LKINDEX3`: the kind of file and its version; 1 has curves of one example alone, 2 none of words |
/// | 8, 8 | version of the embeddings that the index's file holds, and when that was merged, in milliseconds since 1970 |
/// | 8 | on how many pictures the curves were measured |
/// | 6 x (4 + 20 n) | of one example, of several and of words, for the cosine and then for the distance: points of the curve; beam width, recall and microseconds of each |
///
/// @param version
///            the file holds every embedding that was written up to here, or a newer one of the same picture, unless its
///            id is missing
/// @param merged
///            when the file was written
/// @param measured
///            on how many pictures the curves were measured, 0 if they were not
/// @param curves
///            what each beam width finds, by examples and metric
record IndexNote(long version, Instant merged, long measured, Map<Examples, Map<Metric, Tuning>> curves) {
    static final IndexNote NONE = new IndexNote(0, Instant.EPOCH, 0, Map.of());

    private static final String KIND = "LKINDEX";
    private static final byte[] MAGIC = (KIND + Examples.values().length).getBytes(StandardCharsets.US_ASCII);
    private static final int POINT_BYTES = Integer.BYTES + 2 * Double.BYTES;
    private static final int POINTS_MAX = 1_000;

    IndexNote {
        curves = Map.copyOf(curves);
    }

    IndexNote merged(long version) {
        return new IndexNote(version, Instant.now(), measured, curves);
    }

    /// What was measured for some examples and a metric, or null.
    @Nullable
    Tuning curve(Examples examples, Metric metric) {
        return curves.getOrDefault(examples, Map.of()).get(metric);
    }

    IndexNote tuned(long measured, Map<Examples, Map<Metric, Tuning>> curves) {
        return new IndexNote(version, merged, measured, curves);
    }

    byte[] bytes() {
        int points = curves.values().stream().flatMap(each -> each.values().stream())
                .mapToInt(curve -> curve.curve().size()).sum();
        var out = ByteBuffer.allocate(MAGIC.length + 3 * Long.BYTES
                + Examples.values().length * Surroundings.METRICS.size() * Integer.BYTES + points * POINT_BYTES);
        out.put(MAGIC).putLong(version).putLong(merged.toEpochMilli()).putLong(measured);
        for (Examples examples : Examples.values()) {
            for (Metric metric : Surroundings.METRICS) {
                Tuning tuning = curve(examples, metric);
                List<Tuning.Point> curve = tuning == null ? List.of() : tuning.curve();
                out.putInt(curve.size());
                curve.forEach(point -> out.putInt(point.beamWidth()).putDouble(point.recall())
                        .putDouble(point.microseconds()));
            }
        }
        return out.array();
    }

    /// The note that these bytes are, or [#NONE] if they are of another version.
    static IndexNote of(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length < MAGIC.length) {
            return NONE;
        }
        // Each version has curves of one kind of question more than the one before.
        int kinds = bytes[KIND.length()] - '0';
        if (!Arrays.equals(MAGIC, 0, KIND.length(), bytes, 0, KIND.length()) || kinds < 1
                || kinds > Examples.values().length) {
            return NONE;
        }
        var in = ByteBuffer.wrap(bytes).position(MAGIC.length);
        long version = in.getLong();
        var merged = Instant.ofEpochMilli(in.getLong());
        long measured = in.getLong();
        var curves = new EnumMap<Examples, Map<Metric, Tuning>>(Examples.class);
        for (Examples examples : List.of(Examples.values()).subList(0, kinds)) {
            Map<Metric, Tuning> read = curves(in);
            if (!read.isEmpty()) {
                curves.put(examples, read);
            }
        }
        return new IndexNote(version, merged, measured, curves);
    }

    private static Map<Metric, Tuning> curves(ByteBuffer in) {
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
        return curves;
    }
}
