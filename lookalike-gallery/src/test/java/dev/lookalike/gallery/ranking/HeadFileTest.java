package dev.lookalike.gallery.ranking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class HeadFileTest {
    private static final int DIMENSION = 3;
    private static final List<String> NAMES = List.of("hat", "été");

    @TempDir
    private Path folder;

    private HeadFile file() {
        return new HeadFile(folder.resolve("head"), "model", DIMENSION);
    }

    private static Space space() {
        return new Space(DIMENSION, 9, new float[]{1, 2, 3}, new float[]{1, 0, 0, 1, 0, 0}, "folder, 2 classes",
                new Memberships(NAMES, 0.5, new float[]{0.25f, -0.25f}, new float[]{1, 2, 3, 4, 5, 6}));
    }

    @Test
    void write_aSpaceWithNamedClasses_isReadAgain() {
        file().write(List.of(space()));

        Space read = file().read().getFirst();

        assertThat(read.sameAs(space())).isTrue();
        double[] raw = {0.5, -0.5, 2};
        assertThat(read.labels(raw)).isEqualTo(space().labels(raw)).containsOnlyKeys(NAMES);
        assertThat(read.labels(raw).values().stream().mapToDouble(each -> each).sum()).isBetween(1 - 1e-12, 1 + 1e-12);
    }

    @Test
    void read_version1_servesAndGuessesNothing() {
        file().write(List.of(space()));
        var written = new CheckedFile(folder.resolve("head"));
        byte[] now = Objects.requireNonNull(written.read());
        int before = "LKHEADS2".length() + 4 + "model".length() + 4 + 4 + "folder, 2 classes".length();
        int names = 4;
        for (String name : NAMES) {
            names += 4 + name.getBytes(StandardCharsets.UTF_8).length;
        }
        var first = ByteBuffer.allocate(now.length - names).put(now, 0, before)
                .put(now, before + names, now.length - before - names);
        first.put("LKHEADS".length(), (byte) '1');
        written.write(first.array());

        Space read = file().read().getFirst();

        assertThat(read.sameAs(space())).isTrue();
        assertThat(read.labels(new double[]{1, 1, 1})).isEmpty();
    }
}
