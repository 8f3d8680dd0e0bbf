package dev.lookalike.gallery.ranking;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.IndexChoice;
import dev.lookalike.gallery.health.Copies;
import dev.lookalike.index.Ids;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Picture;

/// Pictures in memory, with their embeddings: all that a ranking asks of a gallery.
final class Album implements Ranking.Shown {
    final Embedder embedder;
    final Collected embeddings;
    private final Map<Long, Image> images = new HashMap<>();
    private final Map<Long, Picture> pictures = new HashMap<>();

    Album(Embedder embedder) {
        this.embedder = embedder;
        embeddings = new Collected(embedder.dimension());
    }

    /// Adds pictures under the next ids, the first being 1.
    void add(List<Picture> added) {
        List<Embedding> seen = embedder.embed(added);
        for (int i = 0; i < added.size(); i++) {
            long id = images.size() + 1L;
            Embedding embedding = seen.get(i);
            embeddings.put(id, Space.raw(embedding));
            pictures.put(id, added.get(i));
            List<Image.Category> categories = embedding.guesses().stream()
                    .map(guess -> new Image.Category(guess.category(), guess.probability())).toList();
            images.put(id, new Image(id, Path.of(id + ".jpg"), id + ".jpg", "", "image/jpeg", 1, 1, 1, "sha " + id,
                    Instant.EPOCH, null, categories, Map.of(), new byte[24]));
        }
    }

    @Override
    public Map<Long, Image> images(List<Long> ids) {
        var found = new HashMap<>(images);
        found.keySet().retainAll(ids);
        return found;
    }

    @Override
    public Picture picture(long id) {
        return Objects.requireNonNull(pictures.get(id));
    }

    @Override
    public boolean isSamePhoto(long one, long other) {
        return Copies.areOnePhoto(picture(one), picture(other));
    }

    /// What anybody did, the last first.
    final List<Event> did = new ArrayList<>();

    @Override
    public List<Event> did(String user) {
        return List.copyOf(did);
    }

    Ranking ranking(Path folder) {
        Ranking ranking = Ranking.open(folder, folder.resolve("head"), embedder, embeddings, this, IndexChoice.STANDARD,
                Announcing.TO_NOBODY, null);
        ranking.settle();
        return ranking;
    }

    @Override
    public Ids ids(Filter filter) {
        return filter instanceof Filter.WithIds some
                ? Ids.only(some.ids().stream().mapToLong(Long::longValue).toArray())
                : Ids.all();
    }

    /// Pictures of two kinds of things on coloured grounds: even ones show stripes, odd ones discs.
    static List<Picture> drawn(int count, long seed) {
        var random = new Random(seed);
        var drawn = new ArrayList<Picture>();
        for (int i = 0; i < count; i++) {
            drawn.add(i % 2 == 0 ? stripes(random) : discs(random));
        }
        return drawn;
    }

    private static final int SIDE = 280;

    private static Picture stripes(Random random) {
        double angle = random.nextDouble() * Math.PI;
        double width = 6 + 30 * random.nextDouble();
        int[] colours = colours(random, 2);
        return painted((x, y) -> {
            double along = x * Math.cos(angle) + y * Math.sin(angle);
            return colours[Math.floorMod((int) Math.floor(along / width), 2)];
        });
    }

    private static Picture discs(Random random) {
        int count = 3 + random.nextInt(12);
        double[] places = random.doubles(3L * count).toArray();
        int[] colours = colours(random, count + 1);
        return painted((x, y) -> {
            int colour = colours[count];
            for (int disc = 0; disc < count; disc++) {
                double right = x - SIDE * places[3 * disc];
                double down = y - SIDE * places[3 * disc + 1];
                double radius = 15 + 45 * places[3 * disc + 2];
                colour = right * right + down * down < radius * radius ? colours[disc] : colour;
            }
            return colour;
        });
    }

    private static int[] colours(Random random, int count) {
        return random.ints(count, 0, 1 << 24).toArray();
    }

    private interface Paint {
        int at(int x, int y);
    }

    private static Picture painted(Paint paint) {
        var rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int colour = paint.at(i % SIDE, i / SIDE);
            rgb[3 * i] = (byte) (colour >> 16);
            rgb[3 * i + 1] = (byte) (colour >> 8);
            rgb[3 * i + 2] = (byte) colour;
        }
        return Picture.of(SIDE, SIDE, rgb);
    }
}
