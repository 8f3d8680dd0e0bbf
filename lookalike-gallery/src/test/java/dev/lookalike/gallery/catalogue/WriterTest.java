package dev.lookalike.gallery.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.lookalike.gallery.GalleryException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What becomes of writes when something other than the disk fails.
final class WriterTest {
    @TempDir
    private Path home;

    private Path folder;

    @BeforeEach
    void aFolder() throws IOException {
        folder = Files.createDirectories(home.resolve("gallery"));
    }

    @Test
    void write_afterAnErrorInAnother_isRefusedAndReadingGoesOn() {
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            catalogue.write(change -> change.source("/before", true, ""));

            assertThatThrownBy(() -> catalogue.write(change -> {
                change.source("/undone", true, "");
                throw new StackOverflowError("trial");
            })).isInstanceOf(GalleryException.Storage.class).hasMessageContaining("open the gallery again");
            assertThatThrownBy(() -> catalogue.write(change -> change.source("/after", true, "")))
                    .isInstanceOf(GalleryException.Storage.class).hasMessageContaining("open the gallery again");

            assertThat(catalogue.sources()).extracting(Source::path).contains("/before").doesNotContain("/undone");
        }
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            assertThat(catalogue.write(change -> change.source("/after", true, "")).path()).isEqualTo("/after");
            assertThat(catalogue.verify()).isEmpty();
        }
    }

    @Test
    void write_actionAfterTheCommitFails_doesTheOthersAndSaysTheFirst() {
        var done = new AtomicBoolean();
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            assertThatThrownBy(() -> catalogue.write(change -> {
                change.afterCommit(() -> {
                    throw new IllegalArgumentException("first");
                });
                change.afterCommit(() -> {
                    throw new IllegalArgumentException("second");
                });
                change.afterCommit(() -> done.set(true));
                return change.source("/kept", true, "");
            })).hasMessage("first");

            assertThat(done).isTrue();
            assertThat(catalogue.sources()).extracting(Source::path).contains("/kept");
        }
    }

    /// The log of a process that died is carried into the file by a writer, which notices a failed sync, or by nobody.
    @Test
    void modelIn_catalogueWithALog_leavesFileAndLogAlone() throws IOException {
        Path copy = Files.createDirectories(home.resolve("copy"));
        Path file = copy.resolve(CatalogueFile.NAME);
        Path log = copy.resolve(CatalogueFile.NAME + "-wal");
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            catalogue.write(change -> change.source("/kept", true, ""));
            Files.copy(folder.resolve(file.getFileName()), file);
            Files.copy(folder.resolve(log.getFileName()), log);
        }
        byte[] before = Files.readAllBytes(file);
        assertThat(log).isNotEmptyFile();

        assertThat(Catalogue.modelIn(copy)).isEqualTo(Script.MODEL.name());

        assertThat(file).hasBinaryContent(before);
        assertThat(log).isNotEmptyFile();
        try (var catalogue = Catalogue.open(copy, Script.MODEL)) {
            assertThat(catalogue.sources()).extracting(Source::path).contains("/kept");
        }
    }
}
