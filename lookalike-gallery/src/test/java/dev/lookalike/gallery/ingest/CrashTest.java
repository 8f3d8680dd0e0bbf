package dev.lookalike.gallery.ingest;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

import dev.lookalike.gallery.ChildProcess;
import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.TestPictures;
import dev.lookalike.gallery.Trials;
import dev.lookalike.gallery.catalogue.Catalogue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Promise I7: a picture at which the decoder brings the process down does so once.
@DisabledOnOs(OS.WINDOWS)
final class CrashTest {
    private static final int PICTURES = 12;

    private final RandomGenerator random = Trials.random(Trials.seed());

    @TempDir
    private Path home;

    private Path gallery;
    private Path photos;
    private Path last;

    @BeforeEach
    void somePhotos() throws IOException {
        gallery = Files.createDirectories(home.resolve("test.gallery"));
        photos = home.resolve("photos");
        for (int i = 0; i < PICTURES; i++) {
            TestPictures.write(random, photos.resolve("%02d.png".formatted(i)));
        }
        last = photos.resolve("%02d.png".formatted(PICTURES - 1));
        // The decoder is told by its size which picture is deadly: no other may have as many bytes by chance.
        while (ofSize(Files.size(last)).length > 1) {
            TestPictures.write(random, last);
        }
    }

    private File[] ofSize(long bytes) {
        return photos.toFile().listFiles(file -> file.length() == bytes);
    }

    private record Ended(int exit, String output) {}

    private Ended add(long deadly) throws IOException, InterruptedException {
        Process process = ChildProcess.start(AbortingProcess.class, gallery, photos, deadly);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    @Test
    void add_afterTheDecoderAborted_rejectsThatPictureAndTakesTheOthers() throws IOException, InterruptedException {
        long deadly = Files.size(last);
        assertThat(ofSize(deadly)).hasSize(1);

        assertThat(add(deadly).exit).isNotZero();
        Ended second = add(deadly);

        assertThat(second.exit).isZero();
        assertThat(second.output).contains(PICTURES - 1 + " embedded").contains("kind=crashed")
                .contains(last.toString());
        assertThat(add(deadly).output).contains(PICTURES - 1 + " embedded");
    }

    @Test
    void add_afterAKillWithInnocentFilesInFlight_takesThemAll() throws IOException, InterruptedException {
        try (var journal = new Journal(gallery.resolve("ingest.journal"), 2)) {
            journal.begin(0, last.toString());
            journal.begin(1, photos.resolve("00.png").toString());
        }

        Ended ended = add(-1);

        assertThat(ended.exit).isZero();
        assertThat(ended.output).contains(PICTURES + " embedded, rejected []");
        try (var catalogue = Catalogue.open(gallery, AbortingProcess.MODEL)) {
            assertThat(catalogue.count(Filter.all())).isEqualTo(PICTURES);
            assertThat(catalogue.verify()).isEmpty();
        }
    }
}
