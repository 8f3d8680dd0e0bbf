package dev.lookalike.gallery.traits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.Trials;
import dev.lookalike.vision.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class TraitFileTest {
    private static final String CONTENT = "a".repeat(64);
    private static final String OTHER = "b".repeat(64);
    private static final int ROW_BYTES = 16 + 2 * 3 + 4;

    @TempDir
    private Path folder;

    private record Three(String fingerprint) implements Trait {
        @Override
        public String name() {
            return "three";
        }

        @Override
        public int dimension() {
            return 3;
        }

        @Override
        public List<float[]> of(List<Picture> pictures) {
            return pictures.stream().map(picture -> new float[]{1, 2, picture.width()}).toList();
        }
    }

    private TraitFile open() {
        return TraitFile.open(folder, new Three("first"));
    }

    private static Map<Long, short[]> all(TraitFile file) {
        var all = new HashMap<Long, short[]>();
        file.forEach(all::put);
        return all;
    }

    private static short[] bits(float... values) {
        var bits = new short[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToFloat16(values[i]);
        }
        return bits;
    }

    @Test
    void find_afterReopening_isWhatWasPutLast() {
        try (var file = open()) {
            for (long id = 1; id <= 5; id++) {
                file.put(id, CONTENT, new float[]{id, 0.5f, -1});
            }
            file.put(2, OTHER, new float[]{7, 8, 9});
            file.remove(4);
        }
        try (var file = open()) {
            assertThat(file.ids()).containsExactlyInAnyOrder(1L, 2L, 3L, 5L);
            assertThat(file.has(2, OTHER)).isTrue();
            assertThat(file.has(2, CONTENT)).isFalse();
            assertThat(file.find(2)).isEqualTo(bits(7, 8, 9));
            assertThat(file.find(4)).isNull();
            file.put(6, CONTENT, new float[]{6, 6, 6});
            assertThat(all(file)).containsOnlyKeys(1L, 2L, 3L, 5L, 6L).containsEntry(6L, bits(6, 6, 6));
            assertThat(file.damages()).isEmpty();
        }
        assertThat(folder.resolve("three")).as("a free row is taken").hasSize(64 + 5L * ROW_BYTES);
    }

    @Test
    void open_withDamagedRow_namesItAndForgetsIt() throws IOException {
        try (var file = open()) {
            for (long id = 1; id <= 3; id++) {
                file.put(id, CONTENT, new float[]{1, 2, 3});
            }
        }
        byte[] bytes = Files.readAllBytes(folder.resolve("three"));
        var random = Trials.random(Trials.seed());
        bytes[64 + ROW_BYTES + 8 + random.nextInt(ROW_BYTES - 8)] ^= (byte) (1 << random.nextInt(8));
        Files.write(folder.resolve("three"), bytes);

        try (var file = open()) {
            assertThat(file.ids()).containsExactlyInAnyOrder(1L, 3L);
            assertThat(file.damages()).singleElement().asString().contains("row 1", "picture 2", "repair");
            file.put(2, CONTENT, new float[]{1, 2, 3});
            assertThat(file.damages()).isEmpty();
            assertThat(all(file)).hasSize(3);
        }
    }

    @Test
    void open_cutOrOfAnotherFingerprint_keepsWholeRowsOfItsOwn() throws IOException {
        try (var file = open()) {
            file.put(1, CONTENT, new float[]{1, 2, 3});
            file.put(2, CONTENT, new float[]{1, 2, 3});
        }
        byte[] bytes = Files.readAllBytes(folder.resolve("three"));
        Files.write(folder.resolve("three"), java.util.Arrays.copyOf(bytes, bytes.length - 3));
        try (var file = open()) {
            assertThat(file.ids()).containsExactly(1L);
        }
        try (var file = TraitFile.open(folder, new Three("second"))) {
            assertThat(file.ids()).isEmpty();
        }
    }
}
