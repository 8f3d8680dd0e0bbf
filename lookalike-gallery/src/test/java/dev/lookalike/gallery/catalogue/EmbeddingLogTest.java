package dev.lookalike.gallery.catalogue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

final class EmbeddingLogTest {
    @TempDir
    private Path folder;

    private final long seed = Trials.seed();

    @Test
    void contents_sinceAnyMoment_bringACopyOfThatMomentUpToDate() {
        var script = new Script(seed, 0);
        var copies = new ArrayList<Copy>();
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            Embeddings embeddings = catalogue.embeddings();
            for (long n = 0; n < 200; n++) {
                if (n % 20 == 0) {
                    copies.add(Copy.of(embeddings));
                }
                play(catalogue, script, n);
            }
            Copy now = Copy.of(embeddings);
            for (Copy copy : copies) {
                Embeddings.Contents contents = embeddings.contents(copy.version);
                assertThat(contents.version()).isEqualTo(now.version).isEqualTo(embeddings.version());
                var ids = new TreeSet<>(Arrays.stream(contents.ids()).boxed().toList());
                copy.rows.keySet().retainAll(ids);
                ids.removeAll(copy.rows.keySet());
                ids.addAll(Arrays.stream(contents.written()).boxed().toList());
                ids.forEach(id -> copy.rows.put(id, now.rows.get(id)));
                assertThat(copy.rows).isEqualTo(now.rows);
            }
        }
    }

    /// What somebody read once.
    private record Copy(long version, TreeMap<Long, Integer> rows) {
        static Copy of(Embeddings embeddings) {
            long version = embeddings.version();
            var rows = new TreeMap<Long, Integer>();
            embeddings.forEach((id, unit, norm) -> rows.put(id, Arrays.hashCode(unit)));
            return new Copy(version, rows);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM embedded WHERE version = 7",
            "DELETE FROM embedded WHERE version >= (SELECT max(version) FROM embedded)",
            "UPDATE embedded SET id = id + 1 WHERE version = 9", "UPDATE item SET state = 3 WHERE id = 1",
            "UPDATE generation SET version = version - 1", "UPDATE setting SET value = 'other'"})
    void contents_damaged_areNamed(String damage) throws SQLException {
        var script = new Script(7, 0);
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            for (long n = 0; n < 40; n++) {
                play(catalogue, script, n);
            }
            catalogue.write(change -> {
                change.set("engine", "some");
                return 0;
            });
            assertThat(catalogue.settings()).containsEntry("engine", "some");
            assertThat(catalogue.verify()).isEmpty();
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("catalogue.sqlite"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(damage)).isPositive();
        }
        assertThatExceptionOfType(GalleryException.Corrupt.class).isThrownBy(() -> {
            try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
                assertThat(catalogue.verify()).isNotEmpty();
                catalogue.embeddings().contents(3);
                catalogue.settings();
            }
        }).withMessageContaining("catalogue.sqlite");
    }

    private static void play(Catalogue catalogue, Script script, long n) {
        catalogue.write(change -> {
            script.play(change, n);
            return n;
        });
    }
}
