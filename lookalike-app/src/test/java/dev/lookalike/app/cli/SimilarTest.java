package dev.lookalike.app.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// `similar`, where more of the pictures has to be known than how they look.
final class SimilarTest {
    private static final int PICTURES = 6;

    @Test
    void similar_byColourAndSketch_needsThePicturesLookedAt(@TempDir Path folder) throws Exception {
        var program = new Program(folder);
        program.draw("photos", PICTURES);
        program.run("add", "photos");

        Program.Run red = program.run("similar", "--words", "a red ball", "--count", "3");
        assertThat(red.output().lines()).as(red.errors()).hasSize(3);
        assertThat(red.errors()).contains("lookalike serve");

        Program.Run found = program.run("similar", "--sketch", "photos/round/00.png", "--count", "4");
        assertThat(found.output().lines()).as(found.errors()).hasSize(4);
        assertThat(program.run("status").output()).contains("traits       %d of %d".formatted(PICTURES, PICTURES));

        Program.Run mixed = program.run("similar", "--sketch", "photos/round/00.png", "--words", "a red ball",
                "--count",
                "3");
        assertThat(mixed.output().lines()).as(mixed.errors()).hasSize(3);
        assertThat(mixed.errors()).doesNotContain("lookalike serve");

        Program.Run cropped = program.run("similar", "--sketch", "photos/round/00.png", "--crop", "0,0,0.5,0.5");
        assertThat(cropped.exitCode()).isEqualTo(2);
        assertThat(cropped.errors()).contains("--crop");
    }
}
