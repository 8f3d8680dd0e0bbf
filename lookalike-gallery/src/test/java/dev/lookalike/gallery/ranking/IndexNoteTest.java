package dev.lookalike.gallery.ranking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.lookalike.index.Metric;
import dev.lookalike.index.Tuning;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class IndexNoteTest {
    private static final Tuning CURVE = new Tuning(
            List.of(new Tuning.Point(10, 0.5, 12.5), new Tuning.Point(15, 0.75, 14)));

    @Test
    void of_whatWasWritten_isTheSame() {
        var note = new IndexNote(7, Instant.ofEpochMilli(99), 20_000, Map.of(Examples.ONE,
                Map.of(Metric.COSINE, CURVE), Examples.SEVERAL, Map.of(Metric.COSINE, CURVE, Metric.EUCLIDEAN, CURVE),
                Examples.WORDS, Map.of(Metric.EUCLIDEAN, CURVE)));

        assertThat(IndexNote.of(note.bytes())).isEqualTo(note);
        assertThat(IndexNote.of(IndexNote.NONE.bytes())).isEqualTo(IndexNote.NONE);
    }

    @Test
    void of_theFirstVersion_knowsQuestionsOfOneExample() {
        var bytes = ByteBuffer.allocate(8 + 3 * 8 + 2 * 4 + 20).put("LKINDEX1".getBytes(StandardCharsets.US_ASCII))
                .putLong(7).putLong(99).putLong(20_000).putInt(1).putInt(10).putDouble(0.5).putDouble(12.5).putInt(0);

        assertThat(IndexNote.of(bytes.array())).isEqualTo(new IndexNote(7, Instant.ofEpochMilli(99), 20_000,
                Map.of(Examples.ONE, Map.of(Metric.COSINE, new Tuning(List.of(CURVE.curve().getFirst()))))));
    }

    @Test
    void of_anotherKindOfFile_isNone() {
        assertThat(IndexNote.of(new byte[100])).isEqualTo(IndexNote.NONE);
        assertThat(IndexNote.of(null)).isEqualTo(IndexNote.NONE);
    }
}
