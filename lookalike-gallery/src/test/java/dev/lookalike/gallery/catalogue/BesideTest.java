package dev.lookalike.gallery.catalogue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/// Promise D7 for the catalogue: two generations beside each other, one of which serves.
final class BesideTest {
    private static final Catalogue.Model NEXT = new Catalogue.Model("b".repeat(64), "next", Script.MODEL.dimension());
    private static final Catalogue.Model THIRD = new Catalogue.Model("c".repeat(64), "third", 3);
    private static final int WRITES = 150;
    private static final int MANY = 1_000_000;
    private static final Item.Refusal REFUSED = new Item.Refusal("missing", "the file is not there");

    @TempDir
    private Path folder;

    private final long seed = Trials.seed();
    private final RandomGenerator random = Trials.random(seed);
    private final Script script = new Script(seed, 0);

    @Test
    void serve_amongRandomWrites_exchangesTheGenerationsWhole() {
        Map<Long, Item> before;
        Map<Long, Item> refused = new HashMap<>();
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            play(catalogue, 0, WRITES);
            Generation next = catalogue.write(change -> change.beside(NEXT));
            for (int n = WRITES; n < 2 * WRITES; n++) {
                play(catalogue, n, n + 1);
                embed(catalogue, next, random.nextInt(3));
                assertThat(catalogue.count(Filter.all())).isEqualTo(catalogue.embeddings().count());
            }
            assertThat(catalogue.verify()).isEmpty();
            before = items(catalogue);
            embed(catalogue, next, catalogue.lacking(next, 0, MANY).size());
            long last = before.keySet().stream().max(Long::compare).orElseThrow();
            Item missing = requireNonNull(before.get(last));
            refused.put(last, missing);
            catalogue.write(change -> {
                change.update(missing);
                change.embed(last, new short[NEXT.dimension()], 1);
                return last;
            });

            assertThat(catalogue.<Boolean>write(change -> change.serve(next, Map.of()))).isFalse();
            assertThat(catalogue.<Boolean>write(change -> change.serve(next, Map.of(last, REFUSED)))).isTrue();

            assertThatIllegalStateException().isThrownBy(() -> play(catalogue, 0, 1));
        }
        assertThat(Catalogue.modelIn(folder)).isEqualTo("next");
        assertThat(Catalogue.modelBeforeIn(folder)).isEqualTo(Script.MODEL.name());
        assertThatExceptionOfType(GalleryException.Incompatible.class)
                .isThrownBy(() -> Catalogue.open(folder, Script.MODEL)).withMessageContaining("lookalike switch");
        try (var catalogue = Catalogue.open(folder, NEXT)) {
            assertThat(catalogue.verify()).isEmpty();
            Map<Long, Item> now = items(catalogue);
            assertThat(now.keySet()).doesNotContainAnyElementsOf(refused.keySet())
                    .hasSize(before.size() - refused.size());
            now.values().forEach(item -> {
                assertThat(item.metadata()).isEqualTo(requireNonNull(before.get(item.id())).metadata());
                assertThat(requireNonNull(item.content()).categories()).containsExactly(new Image.Category("next", 1));
                assertThat(requireNonNull(catalogue.embeddings().find(item.id())).unit()).isEqualTo(unit(item));
            });
            assertThat(catalogue.rejected("", MANY)).filteredOn(item -> refused.containsKey(item.id()))
                    .singleElement().extracting(Item::refusal).isEqualTo(REFUSED);

            Generation back = catalogue.write(change -> change.beside(Script.MODEL));
            assertThat(catalogue.lacking(back, 0, MANY)).isEmpty();
            assertThat(catalogue.<Boolean>write(change -> change.serve(back, Map.of()))).isTrue();
        }
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            assertThat(catalogue.verify()).isEmpty();
            assertThat(items(catalogue)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    @Test
    void beside_ofAThirdModel_dropsTheOneThatDoesNotServe() {
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            play(catalogue, 0, WRITES);
            Generation next = catalogue.write(change -> change.beside(NEXT));
            embed(catalogue, next, 5);

            assertThat(catalogue.<Generation>write(change -> change.beside(NEXT))).isEqualTo(next);
            Generation third = catalogue.write(change -> change.beside(THIRD));

            assertThat(third.id()).isGreaterThan(next.id());
            assertThat(catalogue.lacking(third, 0, MANY)).hasSize((int) catalogue.count(Filter.all()));
            play(catalogue, WRITES, 2 * WRITES);
            assertThat(catalogue.verify()).isEmpty();
            assertThat(catalogue.embeddings().count()).isEqualTo(catalogue.count(Filter.all()));
        }
        assertThat(Catalogue.modelBeforeIn(folder)).isNull();
    }

    /// An index file of a model that served once names a version of then; all that a new generation has is newer.
    @Test
    void contents_ofAModelThatComesBack_areAllNewerThanItEverWas() {
        long version;
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            play(catalogue, 0, WRITES);
            version = catalogue.embeddings().version();
            turnTo(catalogue, NEXT);
        }
        try (var catalogue = Catalogue.open(folder, NEXT)) {
            turnTo(catalogue, new Catalogue.Model(THIRD.fingerprint(), "third", NEXT.dimension()));
        }
        try (var catalogue = Catalogue.open(folder,
                new Catalogue.Model(THIRD.fingerprint(), "third", NEXT.dimension()))) {
            turnTo(catalogue, Script.MODEL);
        }
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            Embeddings.Contents contents = catalogue.embeddings().contents(version);
            assertThat(contents.written()).isEqualTo(contents.ids()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "UPDATE beside SET content = replace(content, 'next', 'last') WHERE id = (SELECT min(id) FROM beside)",
            "DELETE FROM beside WHERE id = (SELECT min(id) FROM beside)",
            "DELETE FROM embedding_2 WHERE id = (SELECT max(id) FROM embedding_2)",
            "UPDATE embedding_2 SET norm = norm + 1 WHERE id = (SELECT max(id) FROM embedding_2)",
            "UPDATE generation SET model = 'other' WHERE id = 2",
            "DELETE FROM embedded WHERE generation = 2 AND version = (SELECT max(version) FROM embedded WHERE generation = 2)"})
    void verify_ofADamagedGenerationBeside_namesIt(String damage) throws SQLException {
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            play(catalogue, 0, WRITES / 3);
            embed(catalogue, catalogue.write(change -> change.beside(NEXT)), 5);
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("catalogue.sqlite"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(damage)).isPositive();
        }
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            assertThat(catalogue.verify()).isNotEmpty().allMatch(problem -> problem.contains("catalogue.sqlite"));
        }
    }

    private void turnTo(Catalogue catalogue, Catalogue.Model model) {
        Generation next = catalogue.write(change -> change.beside(model));
        embed(catalogue, next, MANY);
        assertThat(catalogue.<Boolean>write(change -> change.serve(next, Map.of()))).isTrue();
    }

    private void play(Catalogue catalogue, int from, int to) {
        for (int n = from; n < to; n++) {
            long now = n;
            catalogue.write(change -> {
                script.play(change, now);
                return now;
            });
        }
    }

    private static void embed(Catalogue catalogue, Generation next, int count) {
        List<Long> lacking = catalogue.lacking(next, 0, count);
        catalogue.write(change -> {
            for (long id : lacking) {
                Item item = requireNonNull(change.item(id));
                Item.Content known = requireNonNull(item.content());
                change.embedBeside(next, id, unit(item), 1,
                        new Item.Content(known.sha256(), known.format(), known.width(), known.height(), known.taken(),
                                List.of(new Image.Category("next", 1)), known.placeholder()));
            }
            return lacking;
        });
    }

    /// What the next network makes of an item.
    private static short[] unit(Item item) {
        var unit = new short[NEXT.dimension()];
        Arrays.fill(unit, (short) requireNonNull(item.content()).sha256().hashCode());
        return unit;
    }

    private static Map<Long, Item> items(Catalogue catalogue) {
        var items = new HashMap<Long, Item>();
        catalogue.items(Filter.all(), 0, MANY).forEach(item -> items.put(item.id(), item));
        return items;
    }
}
