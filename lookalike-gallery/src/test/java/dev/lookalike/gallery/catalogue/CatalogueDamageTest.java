package dev.lookalike.gallery.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Trials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Promise D4 for the catalogue: damage is named, or did no harm; never a wrong answer.
final class CatalogueDamageTest {
    private static final int FLIPS = 100;
    private static final int CUTS = 50;

    @TempDir
    private Path folder;

    private final RandomGenerator random = Trials.random(Trials.seed());
    private Path file;
    private byte[] sound;
    private List<Object> truth = List.of();

    @BeforeEach
    void fill() throws IOException {
        file = folder.resolve("catalogue.sqlite");
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            catalogue.write(change -> change.source("/photos", true, "7"));
            catalogue.write(change -> {
                for (int stream = 0; stream < 4; stream++) {
                    var script = new Script(42, stream);
                    for (long n = 0; n < 300; n++) {
                        script.play(change, n);
                    }
                    for (long n = 0; n < 100; n++) {
                        change.keep(ScriptProcess.did(stream, n));
                    }
                }
                return truth;
            });
            truth = answers(catalogue);
        }
        sound = Files.readAllBytes(file);
    }

    private static List<Object> answers(Catalogue catalogue) {
        Map<String, Script.Held> held = Script.read(catalogue);
        var answers = new ArrayList<Object>(List.of(held, catalogue.sources(), catalogue.counts(),
                catalogue.folders(), catalogue.categories(), catalogue.generation()));
        for (Filter filter : List.of(Filter.all(), Filter.folder("s0"), Filter.category("c1"),
                Filter.and(Filter.category("c2"), Filter.folder("s0")))) {
            answers.add(catalogue.items(filter, 0, 1000).stream().map(CatalogueDamageTest::plain).toList());
            answers.add(catalogue.count(filter));
        }
        answers.add(catalogue.rejected("", 1000).stream().map(CatalogueDamageTest::plain).toList());
        answers.add(catalogue.users().all("", 10));
        for (int stream = 0; stream < 4; stream++) {
            answers.add(catalogue.users().events("s" + stream, 0, 1_000));
        }
        for (String path : held.keySet()) {
            Item item = catalogue.item(path);
            answers.add(item == null ? "none" : plain(item));
        }
        return answers;
    }

    private static String plain(Item item) {
        return item.toString().replaceAll("placeholder=\\[B@[0-9a-f]+", "")
                + (item.content() == null ? "" : Arrays.toString(item.content().placeholder()));
    }

    private enum Outcome {
        NAMED, HARMLESS
    }

    /// Opens the damaged catalogue and asks it everything.
    private Outcome ask() {
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            assertThat(answers(catalogue)).isEqualTo(truth);
            return catalogue.verify().isEmpty() ? Outcome.HARMLESS : Outcome.NAMED;
        } catch (GalleryException.Corrupt | GalleryException.Incompatible named) {
            assertThat(named).hasMessageContaining("catalogue.sqlite");
            return Outcome.NAMED;
        }
    }

    @Test
    void open_afterOneFlippedBit_namesItOrAnswersAsBefore() throws IOException {
        int named = 0;
        for (int trial = 0; trial < Trials.count(FLIPS); trial++) {
            byte[] damaged = sound.clone();
            int bit = random.nextInt(8 * damaged.length);
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);

            if (ask() == Outcome.NAMED) {
                named++;
            }
        }
        System.out.println(named + " of the flipped bits were named, the others lie where nothing is kept");
        assertThat(named).isPositive();
    }

    @Test
    void open_afterOneFlippedBitInAnEmbedding_namesTableAndRow() throws IOException {
        StoredEmbedding stored = firstEmbedding();
        byte[] damaged = sound.clone();
        damaged[find(bytes(stored.unit()))] ^= 1;
        Files.write(file, damaged);

        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            assertThatThrownBy(() -> catalogue.embeddings().find(stored.id()))
                    .isInstanceOf(GalleryException.Corrupt.class).hasMessageContaining("table embedding_1")
                    .hasMessageContaining("row " + stored.id());
            assertThat(catalogue.verify()).singleElement().asString().contains("row " + stored.id());
        }
    }

    private StoredEmbedding firstEmbedding() {
        var stored = new ArrayList<StoredEmbedding>();
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            catalogue.embeddings().forEach((id, unit, norm) -> stored.add(new StoredEmbedding(id, unit, norm)));
        }
        return stored.getFirst();
    }

    private static byte[] bytes(short[] values) {
        var bytes = new byte[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[2 * i] = (byte) values[i];
            bytes[2 * i + 1] = (byte) (values[i] >> 8);
        }
        return bytes;
    }

    private int find(byte[] part) {
        for (int at = 0; at < sound.length - part.length; at++) {
            if (Arrays.equals(sound, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("the row is not in the file");
    }

    @Test
    void open_afterACut_namesIt() throws IOException {
        for (int trial = 0; trial < Trials.count(CUTS); trial++) {
            Files.write(file, Arrays.copyOf(sound, random.nextInt(sound.length)));

            assertThat(ask()).isEqualTo(Outcome.NAMED);
        }
    }

    @Test
    void open_afterGrowing_namesIt() throws IOException {
        Files.write(file, Arrays.copyOf(sound, sound.length + 1 + random.nextInt(20_000)));

        assertThat(ask()).isEqualTo(Outcome.NAMED);
    }

    @Test
    void open_withoutTheFile_namesItAndMakesNoOther() throws IOException {
        Files.delete(file);

        assertThat(ask()).isEqualTo(Outcome.NAMED);
        assertThat(file).doesNotExist();
    }

    @Test
    void open_afterZeroedOrForeignPages_namesIt() throws IOException {
        int pages = sound.length / Schema.PAGE_BYTES;
        for (int page = 0; page < pages; page++) {
            byte[] zeroed = sound.clone();
            Arrays.fill(zeroed, page * Schema.PAGE_BYTES, (page + 1) * Schema.PAGE_BYTES, (byte) 0);
            Files.write(file, zeroed);
            ask();
            byte[] foreign = sound.clone();
            System.arraycopy(sound, (page + 1) % pages * Schema.PAGE_BYTES, foreign, page * Schema.PAGE_BYTES,
                    Schema.PAGE_BYTES);
            Files.write(file, foreign);
            ask();
        }
        Files.write(file, new byte[sound.length]);
        assertThat(ask()).isEqualTo(Outcome.NAMED);
    }

    @Test
    void open_ofAnotherDatabase_namesIt() throws IOException {
        Files.delete(file);
        try (Sql other = Connections.bare(file)) {
            other.control("CREATE TABLE t(x)");
        }

        assertThat(ask()).isEqualTo(Outcome.NAMED);
    }

    @Test
    void open_ofANewerVersion_isIncompatible() {
        try (Sql sql = Connections.bare(file)) {
            sql.control("PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> Catalogue.open(folder, Script.MODEL))
                .isInstanceOf(GalleryException.Incompatible.class).hasMessageContaining("99");
    }

    @Test
    void open_withAnotherModel_saysWhatToDo() {
        var other = new Catalogue.Model("e".repeat(64), "other", 64);

        assertThatThrownBy(() -> Catalogue.open(folder, other)).isInstanceOf(GalleryException.Incompatible.class)
                .hasMessageContaining("test").hasMessageContaining("other").hasMessageContaining("--model");
    }
}
