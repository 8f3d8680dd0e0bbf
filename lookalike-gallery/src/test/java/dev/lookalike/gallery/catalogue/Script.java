package dev.lookalike.gallery.catalogue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Trials;

/// Random writes to a catalogue that can be played again in memory: the n-th write of a stream depends on seed, stream
/// and n alone, and streams touch no path of each other.
final class Script {
    static final Catalogue.Model MODEL = new Catalogue.Model("f".repeat(64), "test", 64);

    private static final int PATHS = 40;

    private final long seed;
    private final int stream;

    Script(long seed, int stream) {
        this.seed = seed;
        this.stream = stream;
    }

    /// What a catalogue holds under a path.
    record Held(State state, Map<String, String> metadata, List<Short> unit, float norm) {}

    private record Step(String path, int kind, long n, short[] unit, float norm) {}

    private Step step(long n) {
        RandomGenerator random = Trials.random(seed * 1_000_003 + stream * 7_919L + n * 31);
        var unit = new short[MODEL.dimension()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = Float.floatToFloat16((float) random.nextGaussian() / 4);
        }
        return new Step("/s%d/%d.jpg".formatted(stream, random.nextInt(PATHS)), random.nextInt(6), n, unit,
                1 + random.nextFloat());
    }

    /// Does the n-th write.
    void play(Change change, long n) {
        Step step = step(n);
        Item item = change.item(step.path);
        var stamp = new Item.Stamp(step.n, step.n);
        switch (step.kind) {
            case 0 -> {
                if (item != null) {
                    change.delete(item.id());
                }
            }
            case 1 -> {
                if (item != null) {
                    change.update(item.described(Map.of("n", String.valueOf(n))));
                }
            }
            case 2 -> {
                if (item != null) {
                    change.update(item.rejected(stamp, new Item.Refusal("damaged", "n " + n)));
                    change.forget(item.id());
                }
            }
            default -> {
                var place = new Item.Place(1, step.path, "s" + stream, step.path);
                Item seen = item != null ? item : Item.pending(place, stamp, Instant.EPOCH);
                Item embedded = seen.embedded(stamp, content(n));
                long id = embedded.id();
                if (item == null) {
                    id = change.insert(embedded);
                } else {
                    change.update(embedded);
                }
                change.embed(id, step.unit, step.norm);
            }
        }
    }

    static Item.Content content(long n) {
        return new Item.Content("%064x".formatted(n), "image/jpeg", 4, 3, null,
                List.of(new Image.Category("c" + n % 5, 0.5f)), new byte[24]);
    }

    /// Does the n-th write in memory.
    void play(Map<String, Held> held, long n) {
        Step step = step(n);
        Held item = held.get(step.path);
        switch (step.kind) {
            case 0 -> held.remove(step.path);
            case 1 -> {
                if (item != null) {
                    held.put(step.path, new Held(item.state, Map.of("n", String.valueOf(n)), item.unit, item.norm));
                }
            }
            case 2 -> {
                if (item != null) {
                    held.put(step.path, new Held(State.REJECTED, item.metadata, List.of(), 0));
                }
            }
            default -> held.put(step.path, new Held(State.EMBEDDED, item == null ? Map.of() : item.metadata,
                    boxed(step.unit), step.norm));
        }
    }

    /// What a catalogue holds, each row checked.
    static Map<String, Held> read(Catalogue catalogue) {
        var embeddings = new HashMap<Long, StoredEmbedding>();
        catalogue.embeddings()
                .forEach((id, unit, norm) -> embeddings.put(id, new StoredEmbedding(id, unit, norm)));
        var held = new TreeMap<String, Held>();
        var source = new Source(1, "/", true, "");
        for (List<Item> page = catalogue.itemsOf(source, 0, 100); !page.isEmpty(); page = catalogue.itemsOf(source,
                page.getLast().id(), 100)) {
            for (Item item : page) {
                StoredEmbedding embedding = embeddings.remove(item.id());
                held.put(item.place().path(), embedding == null
                        ? new Held(item.state(), item.metadata(), List.of(), 0)
                        : new Held(item.state(), item.metadata(), boxed(embedding.unit()), embedding.norm()));
            }
        }
        if (!embeddings.isEmpty()) {
            throw new AssertionError("embeddings without an item: " + embeddings.keySet());
        }
        return held;
    }

    private static List<Short> boxed(short[] values) {
        var boxed = new java.util.ArrayList<Short>(values.length);
        for (short value : values) {
            boxed.add(value);
        }
        return boxed;
    }
}
