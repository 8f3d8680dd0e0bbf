package dev.lookalike.gallery.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Trials;
import dev.lookalike.index.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class FieldsTest {
    private static final List<String> COLOURS = List.of("red", "blue", "green");

    @TempDir
    private Path folder;

    private final RandomGenerator random = Trials.random(Trials.seed());

    @Test
    void items_whileTheyChange_areThoseThatPass() {
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            for (int round = 0; round < Trials.count(30); round++) {
                catalogue.write(change -> {
                    for (int i = 0; i < 20; i++) {
                        change(change);
                    }
                    return true;
                });
                Filter filter = filter(3);
                List<Long> expected = catalogue.items(Filter.all(), 0, 10_000).stream()
                        .filter(item -> Where.passes(filter, item)).map(Item::id).toList();

                assertThat(catalogue.items(filter, 0, 10_000)).as("%s", filter).extracting(Item::id)
                        .isEqualTo(expected);
                assertThat(catalogue.count(filter)).isEqualTo(expected.size());
                Ids ids = catalogue.ids(filter);
                assertThat(catalogue.items(Filter.all(), 0, 10_000)).allSatisfy(
                        item -> assertThat(ids.contains(item.id())).isEqualTo(expected.contains(item.id())));
                assertThat(paged(catalogue, filter)).isEqualTo(expected);
            }
            assertThat(catalogue.count(Filter.where("colour exists"))).isPositive();
        }
    }

    private static List<Long> paged(Catalogue catalogue, Filter filter) {
        var ids = new ArrayList<Long>();
        for (List<Item> page = catalogue.items(filter, 0, 7); !page.isEmpty(); page = catalogue.items(filter,
                page.getLast().id(), 7)) {
            page.forEach(item -> ids.add(item.id()));
        }
        return ids;
    }

    private void change(Change change) {
        long id = random.nextLong(1, 61);
        Item item = change.item(id);
        switch (random.nextInt(5)) {
            case 0 -> {
                if (item != null) {
                    change.delete(id);
                }
            }
            case 1 -> {
                if (item != null) {
                    change.update(item.removed());
                }
            }
            case 2 -> insert(change, Map.of());
            default -> insert(change, metadata());
        }
    }

    private void insert(Change change, Map<String, String> metadata) {
        var stamp = new Item.Stamp(1, 1);
        var place = new Item.Place(1, "/%d.jpg".formatted(random.nextLong()), "f" + random.nextInt(3), "n");
        change.insert(Item.pending(place, stamp, Instant.EPOCH).described(metadata).embedded(stamp,
                Script.content(random.nextInt(100))));
    }

    private Map<String, String> metadata() {
        var metadata = new TreeMap<String, String>();
        if (random.nextBoolean()) {
            metadata.put("colour", COLOURS.get(random.nextInt(COLOURS.size())));
        }
        if (random.nextBoolean()) {
            metadata.put("price", String.valueOf(random.nextInt(50)));
        }
        if (random.nextBoolean()) {
            metadata.put("text", COLOURS.get(random.nextInt(3)) + " and " + COLOURS.get(random.nextInt(3)));
        }
        return metadata;
    }

    private Filter filter(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> Filter.where("colour = " + COLOURS.get(random.nextInt(3)));
            case 1 -> Filter.where("price < " + random.nextInt(50));
            case 2 -> Filter.where("text contains " + COLOURS.get(random.nextInt(3)));
            case 3 -> Filter.where("nothing exists");
            case 4 -> Filter.folder("f1");
            case 5 -> Filter.category("c2");
            case 6 -> Filter.and(filter(depth - 1), filter(depth - 1));
            case 7 -> new Filter.Or(List.of(filter(depth - 1), filter(depth - 1)));
            default -> new Filter.Not(filter(depth - 1));
        };
    }

    @Test
    void values_amongThosePassing_areCounted() {
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            catalogue.write(change -> {
                insert(change, Map.of("colour", "red", "price", "1"));
                insert(change, Map.of("colour", "red", "price", "2"));
                insert(change, Map.of("colour", "blue", "price", "2"));
                insert(change, Map.of());
                return true;
            });

            assertThat(catalogue.values("colour", Filter.all())).isEqualTo(Map.of("red", 2L, "blue", 1L));
            assertThat(catalogue.values("colour", Filter.where("price >= 2"))).isEqualTo(Map.of("red", 1L, "blue", 1L));
            assertThat(catalogue.values("size", Filter.all())).isEmpty();
            assertThat(catalogue.fields()).isEqualTo(Map.of("colour", 3L, "price", 3L));
        }
    }

    /// Many catalogues, each asked for the first time while another thread writes to it.
    @Test
    void count_askedFirstDuringWrites_missesNone() throws InterruptedException, IOException {
        for (int round = 0; round < Trials.count(10); round++) {
            try (var catalogue = Catalogue.open(Files.createDirectory(folder.resolve("g" + round)),
                    Script.MODEL)) {
                var go = new AtomicBoolean(true);
                var writing = Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 100 && go.get(); i++) {
                        catalogue.write(change -> {
                            insert(change, Map.of("colour", "red"));
                            return true;
                        });
                    }
                });
                Thread.sleep(random.nextInt(20));
                assertThat(catalogue.count(Filter.where("colour = red"))).isNotNegative();
                Thread.sleep(random.nextInt(20));
                go.set(false);
                writing.join();

                assertThat(catalogue.count(Filter.where("colour = red")))
                        .isEqualTo(catalogue.items(Filter.all(), 0, 10_000).size()).isPositive();
            }
        }
    }
}
