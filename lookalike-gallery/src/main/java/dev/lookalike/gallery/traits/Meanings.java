package dev.lookalike.gallery.traits;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.catalogue.Remembered;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import dev.lookalike.vision.TextEmbedder;
import org.jspecify.annotations.Nullable;

/// What is told of each picture, by what it means: texts that mean about the same as some words, whether or not they have any of
/// them. All methods may be called from any thread.
public final class Meanings implements AutoCloseable {
    /*
     * The text network's embedding of all that is told of a picture (its fields that are words rather than numbers, one after the
     * other) is kept in a file among the traits, by the text's hash: some milliseconds for each text, once. Files are opened when
     * words are asked for first. Up to AT_ONCE texts are then read before the answer; of more, a thread reads on, and answers are
     * by what is known.
     *
     * How well a text fits is how much nearer it is to the words than the collection's texts are in the mean, as a share of how
     * much the best is; of SURE, where even the best is hardly nearer, as texts are that speak of something else. The mean of all
     * cosines is the cosine to the mean, so one look at the nearest is enough.
     */
    private static final String FILE = "meanings";
    private static final int AT_ONCE = 2_000;
    private static final double SURE = 0.4;
    private static final int QUESTIONS = 64;

    private final Path folder;
    private final @Nullable Descriptions told;
    private final Supplier<TextEmbedder> network;
    private final ConcurrentLinkedQueue<Long> touched = new ConcurrentLinkedQueue<>();
    private final AtomicLong revision = new AtomicLong();
    private final Remembered<Question, List<Hit>> lately = new Remembered<>(QUESTIONS, revision, this::found);
    private volatile @Nullable Known known;
    private @Nullable Thread reading;
    private volatile boolean closed;

    /// What was asked lately; one filter has the same ids until something changes.
    private record Question(String words, Ids among, int most) {}

    /// Vectors that were read, and their mean.
    private final class Known implements AutoCloseable {
        final Descriptions told;
        final TraitFile file;
        final VectorIndex index;
        final double[] sum;
        final ArrayDeque<Long> waiting = new ArrayDeque<>();

        Known(Descriptions told, TraitFile file, Path places, int dimension) {
            this.told = told;
            this.file = file;
            index = VectorIndex.open(places, IndexSpec.of(dimension));
            sum = new double[dimension];
        }

        synchronized void put(long id, float[] vector) {
            remove(id);
            index.put(id, vector);
            add(vector, 1);
            revision.incrementAndGet();
        }

        synchronized void remove(long id) {
            index.vector(id).ifPresent(vector -> add(vector, -1));
            index.remove(id);
            revision.incrementAndGet();
        }

        private void add(float[] vector, int times) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += times * vector[i];
            }
        }

        synchronized double mean(float[] asked) {
            double dot = 0;
            for (int i = 0; i < sum.length; i++) {
                dot += sum[i] * asked[i];
            }
            return dot / Math.max(1, index.count());
        }

        @Override
        public void close() {
            index.close();
            file.close();
        }
    }

    /// @param folder
    ///            of traits; may be deleted while closed
    /// @param told
    ///            null where nothing is told
    /// @param network
    ///            is asked for when it is needed first
    public Meanings(Path folder, @Nullable Descriptions told, Supplier<TextEmbedder> network) {
        this.folder = folder;
        this.told = told;
        this.network = network;
        if (told != null) {
            told.follow(id -> {
                if (known != null) {
                    touched.add(id);
                }
            });
        }
    }

    /// The text of a picture's metadata: the values that are words, by the names of their fields; null if there are none.
    private static @Nullable String text(@Nullable Map<String, String> metadata) {
        if (metadata == null) {
            return null;
        }
        String text = metadata.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue)
                .filter(value -> 2 * value.chars().filter(Character::isLetter).count() > value.length())
                .collect(Collectors.joining("\n"));
        return text.isEmpty() ? null : text;
    }

    /// The pictures of which something is told that means about the same as `words`, the best first, each with how well it fits, 0
    /// to 1.
    ///
    /// @param among
    ///            which may be found
    public List<Hit> find(String words, Ids among, int most) {
        return opened() == null ? List.of() : lately.get(new Question(words, among, most));
    }

    private List<Hit> found(Question question) {
        Known known = this.known;
        if (known == null || known.index.count() == 0) {
            return List.of();
        }
        float[] asked = network.get().embed(question.words);
        List<Hit> hits = known.index.search(asked, SearchSpec.nearest(question.most).among(question.among));
        double mean = known.mean(asked);
        double reach = Math.max(SURE, hits.isEmpty() ? 0 : hits.getFirst().score() - mean);
        return hits.stream().filter(hit -> hit.score() > mean)
                .map(hit -> new Hit(hit.id(), Math.min(1, (hit.score() - mean) / reach))).toList();
    }

    private synchronized @Nullable Known opened() {
        if (told == null) {
            return null;
        }
        if (closed) {
            throw new IllegalStateException("the gallery is closed");
        }
        Known now = known;
        if (now == null) {
            TextEmbedder text = network.get();
            now = new Known(told, TraitFile.open(folder, FILE, text.fingerprint(), text.dimension()), places(),
                    text.dimension());
            known = now;
            open(now);
        }
        for (Long id = touched.poll(); id != null; id = touched.poll()) {
            look(now, id, text(told.find(id)));
        }
        if (now.waiting.size() <= AT_ONCE) {
            read(now, List.copyOf(now.waiting));
            now.waiting.clear();
        } else if (reading == null) {
            reading = Thread.ofPlatform().name("lookalike-meanings").daemon().start(this::readOn);
        }
        return now;
    }

    // The index of the vectors is made anew each time: from memory, seconds for a hundred thousand, and searches need not wait for it.
    private Path places() {
        Path places = folder.resolve(FILE + ".index");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(places);
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot use %s: %s".formatted(places, failure.getMessage()), failure);
        }
        return places;
    }

    private void open(Known now) {
        Set<Long> there = new HashSet<>();
        now.told.forEach((id, metadata) -> {
            there.add(id);
            look(now, id, text(metadata));
        });
        now.file.ids().stream().filter(id -> !there.contains(id)).forEach(now.file::remove);
    }

    private static void look(Known now, long id, @Nullable String text) {
        short[] kept = text == null || !now.file.has(id, hash(text)) ? null : now.file.find(id);
        if (kept != null) {
            now.put(id, Float16.floats(kept));
        } else {
            now.remove(id);
            if (text == null) {
                now.file.remove(id);
            } else {
                now.waiting.add(id);
            }
        }
    }

    private void read(Known now, List<Long> ids) {
        ids.parallelStream().forEach(id -> {
            String text = closed ? null : text(now.told.find(id));
            if (text != null) {
                float[] vector = network.get().embed(text);
                now.file.put(id, hash(text), vector);
                now.put(id, Float16.floats(Objects.requireNonNull(now.file.find(id))));
            }
        });
    }

    private void readOn() {
        while (true) {
            Known now;
            var some = new ArrayList<Long>();
            synchronized (this) {
                now = known;
                while (now != null && some.size() < AT_ONCE / 10 && !now.waiting.isEmpty()) {
                    some.add(now.waiting.poll());
                }
                if (now == null || some.isEmpty() || closed) {
                    reading = null;
                    return;
                }
            }
            read(now, some);
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// What is wrong with the file, each row with its place.
    public synchronized List<String> damages() {
        return known == null ? List.of() : known.file.damages();
    }

    /// Forgets all; it is read again.
    public synchronized void clear() {
        Known now = known;
        if (now != null) {
            now.file.clear();
            open(now);
        }
    }

    @Override
    public void close() {
        Thread last;
        synchronized (this) {
            closed = true;
            last = reading;
        }
        try {
            if (last != null) {
                last.join();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (known != null) {
                known.close();
            }
            known = null;
        }
    }
}
