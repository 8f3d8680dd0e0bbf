package dev.lookalike.gallery.ranking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;

import dev.lookalike.gallery.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Promise D4 for the small derived files.
final class CheckedFileTest {
    @TempDir
    Path folder;

    private final RandomGenerator random = Trials.random(Trials.seed());

    @Test
    void read_damaged_isNullAndNamesTheFile() throws IOException {
        var file = new CheckedFile(folder.resolve("below").resolve("file"));
        assertThat(file.read()).isNull();
        assertThat(file.damage()).isNull();
        var content = new byte[777];
        random.nextBytes(content);
        file.write(content);
        assertThat(file.read()).isEqualTo(content);
        byte[] sound = Files.readAllBytes(file.path());

        for (int trial = 0; trial < Trials.count(100); trial++) {
            byte[] flipped = sound.clone();
            flipped[random.nextInt(sound.length)] ^= (byte) (1 << random.nextInt(8));
            assertDamaged(file, flipped);
        }
        for (int trial = 0; trial < Trials.count(50); trial++) {
            assertDamaged(file, Arrays.copyOf(sound, random.nextInt(sound.length)));
        }
        assertDamaged(file, new byte[sound.length / 2]);
        assertDamaged(file, Arrays.copyOf(sound, sound.length + 1));
        Files.write(file.path(), sound);
        assertThat(file.read()).isEqualTo(content);
    }

    private static void assertDamaged(CheckedFile file, byte[] damaged) throws IOException {
        Files.write(file.path(), damaged);
        assertThat(file.read()).isNull();
        assertThat(file.damage()).contains(file.path().toString(), "damaged");
    }
}
