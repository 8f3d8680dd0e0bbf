package dev.lookalike.gallery.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Promise D10: a catalogue of each released format, the first 60 writes of the [Script] of seed 42, is read as it was.
final class ReleasedFormatTest {
    private static final long SEED = 42;
    private static final int WRITES = 60;

    @TempDir
    private Path folder;

    @BeforeEach
    void unpack() throws IOException {
        for (String name : new String[]{"catalogue.sqlite", "gallery.json"}) {
            try (InputStream in = ReleasedFormatTest.class.getResourceAsStream("released/version-1/" + name)) {
                Files.copy(Objects.requireNonNull(in), folder.resolve(name));
            }
        }
    }

    @Test
    void open_ofVersion1_readsAndWritesOnAsItsOwn() {
        var script = new Script(SEED, 0);
        var expected = new TreeMap<String, Script.Held>();
        for (long n = 0; n < WRITES; n++) {
            script.play(expected, n);
        }
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            assertThat(catalogue.verify()).isEmpty();
            assertThat(Script.read(catalogue)).isEqualTo(expected);
            for (long n = WRITES; n < 2 * WRITES; n++) {
                long now = n;
                catalogue.write(change -> {
                    script.play(change, now);
                    return now;
                });
                script.play(expected, n);
            }
            catalogue.write(change -> change.keep(ScriptProcess.did(0, 0)));
            assertThat(catalogue.users().events("s0", 0, 10)).hasSize(1);
        }
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            assertThat(catalogue.verify()).isEmpty();
            assertThat(Script.read(catalogue)).isEqualTo(expected);
        }
    }

    @Test
    void verify_ofACopyOfVersion1_liftsIt() {
        try (var copy = CatalogueCopy.open(folder.resolve("catalogue.sqlite"))) {
            assertThat(copy.verify()).isEmpty();
        }
    }
}
