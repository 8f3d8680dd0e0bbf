package dev.lookalike.gallery.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import org.jspecify.annotations.Nullable;

/// What does the gallery remember?
///
/// All methods may be called from any thread. What [#write] returns from is on stable storage; what is read was checked
/// against its checksum, and a row that fails is a [GalleryException.Corrupt] that names it.
public final class Catalogue implements AutoCloseable {
    /// So many filters' answers are remembered: those of a shop's pages come again and again.
    private static final int FILTERS = 16;
    /// So many words' answers. Common words are in thousands of texts, each of which is scored.
    private static final int WORDS = 64;

    private final Path file;
    private final Generation generation;
    private final Connections connections;
    private final Fields fields;
    private final Writer writer;
    private final OutfitLog outfits;
    /// How many items were committed.
    private final AtomicLong revision = new AtomicLong();
    private final Remembered<Filter, Map<String, Long>> folders = new Remembered<>(1, revision, _ -> countFolders());
    private final Remembered<Filter, Map<String, Long>> categories = new Remembered<>(1, revision,
            _ -> countCategories());
    private final Remembered<Filter, Ids> passing = new Remembered<>(FILTERS, revision, this::passingIds);
    private final Remembered<Words, List<Hit>> named = new Remembered<>(WORDS, revision,
            this::keywords);

    private record Words(String text, int most) {}

    private Catalogue(Path file, Generation generation, Connections connections, Sql writing) {
        this.file = file;
        this.generation = generation;
        this.connections = connections;
        this.fields = new Fields((ids, described) -> connections.readMoment(sql -> {
            Items.embedded(sql, ids, described);
            return true;
        }));
        this.writer = new Writer(writing, generation, fields, this::logBytes);
        this.outfits = new OutfitLog(connections, writer);
        writer.follow(_ -> revision.incrementAndGet());
    }

    /// How many items are in each state.
    public record Counts(long embedded, long rejected, long pending, long removed) {}

    /// What embeddings are made by.
    ///
    /// @param fingerprint
    ///            of the network and its preprocessing
    /// @param name
    ///            of the network
    /// @param dimension
    ///            values of an embedding
    public record Model(String fingerprint, String name, int dimension) {}

    /// Opens the catalogue in a gallery's folder, or makes one there.
    ///
    /// @throws GalleryException.Corrupt
    ///             if it is missing where there was one, is cut, or its tables do not hold together
    /// @throws GalleryException.Incompatible
    ///             if it was made with another model, or by a newer program
    public static Catalogue open(Path folder, Model model) {
        Path file = CatalogueFile.prepare(folder, model);
        var connections = new Connections(file);
        Sql writing = connections.writing();
        try {
            Schema.lift(writing);
            Soundness.checkAtOpen(writing);
            Generation generation = Generation.serving(writing);
            checkModel(file, generation, model);
            return new Catalogue(file, generation, connections, writing);
        } catch (RuntimeException failure) {
            writing.close();
            throw failure;
        }
    }

    /// The name of the model that the catalogue in this gallery's folder was made with, or null where there is none.
    public static @Nullable String modelIn(Path folder) {
        return modelIn(folder, sql -> Generation.serving(sql));
    }

    /// The name of the model that served before the one that does, or null where none is kept. One that was switched back from,
    /// or is being built, is newer.
    public static @Nullable String modelBeforeIn(Path folder) {
        return modelIn(folder, sql -> {
            Generation serving = Generation.serving(sql);
            Generation other = serving.other(sql);
            return other == null || other.id() > serving.id() ? null : other;
        });
    }

    private static @Nullable String modelIn(Path folder, Function<Sql, @Nullable Generation> which) {
        Path file = folder.resolve(CatalogueFile.NAME);
        if (!Files.exists(file)) {
            return null;
        }
        try (var connections = new Connections(file)) {
            return connections.<@Nullable String>read(sql -> {
                Generation generation = which.apply(sql);
                return generation == null ? null : generation.model();
            });
        }
    }

    private static void checkModel(Path file, Generation generation, Model model) {
        if (!generation.fingerprint().equals(model.fingerprint())) {
            throw new GalleryException.Incompatible(
                    ("%s holds embeddings of %s (fingerprint %.12s), and %s (%.12s) was asked for; open it with --model "
                            + "%s, or run `lookalike switch %s`")
                            .formatted(file, generation.model(), generation.fingerprint(), model.name(),
                                    model.fingerprint(), generation.model(), model.name()));
        }
    }

    /// Does `work` in a transaction; returns once it is on stable storage and its [Change#afterCommit] actions are
    /// done. Failures of `work` itself undo it alone.
    public <T extends @Nullable Object> T write(Function<Change, T> work) {
        return writer.write(change -> {
            change.requireServing();
            return work.apply(change);
        });
    }

    /// Tells `follower` the id of every item that is written or deleted, once that is committed, on the writer's thread.
    public void follow(LongConsumer follower) {
        writer.follow(follower);
    }

    /// What the embeddings were made by.
    public Generation generation() {
        return generation;
    }

    /// The item with this id, or null.
    public @Nullable Item item(long id) {
        return connections.<@Nullable Item>read(sql -> Items.byId(sql, id));
    }

    /// The item with this path, or null.
    public @Nullable Item item(String path) {
        return connections.<@Nullable Item>read(sql -> Items.byPath(sql, path));
    }

    /// The items with this content, by ascending id.
    public List<Item> withContent(String sha256) {
        return connections.read(sql -> Items.withContent(sql, sha256));
    }

    /// Embedded items that pass, by ascending id, from the first id greater than `after`.
    public List<Item> items(Filter filter, long after, int count) {
        if (Where.answers(filter)) {
            return connections.read(sql -> Items.passing(sql, filter, after, count));
        }
        BitSet passing = passing(filter);
        var items = new ArrayList<Item>();
        int next = next(passing, after);
        while (next >= 0 && items.size() < count) {
            var ids = new ArrayList<Long>();
            for (; next >= 0 && items.size() + ids.size() < count; next = passing.nextSetBit(next + 1)) {
                ids.add((long) next);
            }
            // One that changed since and no longer passes is left out.
            items(Filter.ids(ids), after, ids.size()).stream().filter(item -> Where.passes(filter, item))
                    .forEach(items::add);
        }
        return items;
    }

    private static int next(BitSet passing, long after) {
        return after >= Integer.MAX_VALUE ? -1 : passing.nextSetBit((int) Math.max(0, after + 1));
    }

    private BitSet passing(Filter filter) {
        return fields.passing(filter, this::answeredBySql);
    }

    private BitSet answeredBySql(Filter filter) {
        var ids = new BitSet();
        Where where = Where.of(filter);
        connections.read(sql -> {
            sql.each("SELECT id FROM item WHERE " + where.condition(), row -> ids.set(Math.toIntExact(row.getLong(1))),
                    where.with());
            return ids;
        });
        return ids;
    }

    /// Items of a source in any state, by ascending id, from the first id greater than `after`.
    public List<Item> itemsOf(Source source, long after, int count) {
        return connections.read(sql -> Items.ofSource(sql, source.id(), after, count));
    }

    /// Rejected items by path, from the first path greater than `after`.
    public List<Item> rejected(String after, int count) {
        return connections.read(sql -> Items.rejected(sql, after, count));
    }

    /// Pending items, by ascending id, from the first id greater than `after`.
    public List<Item> pending(long after, int count) {
        return connections.read(sql -> Items.pending(sql, after, count));
    }

    /// Shows the id and the content of every embedded item, by ascending id.
    ///
    /// @param visitor
    ///            is told the id, and the SHA-256 of the file
    public void contents(BiConsumer<Long, String> visitor) {
        connections.read(sql -> {
            sql.each("SELECT id, sha256 FROM item WHERE state = 1 ORDER BY id",
                    row -> visitor.accept(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2))));
            return visitor;
        });
    }

    /// How many embedded items pass.
    public long count(Filter filter) {
        if (!Where.answers(filter)) {
            return passing(filter).cardinality();
        }
        Where where = Where.of(filter);
        return connections.read(sql -> sql.number("SELECT count(*) FROM item WHERE " + where.condition(),
                where.with()));
    }

    /// The ids of the embedded items that pass.
    public Ids ids(Filter filter) {
        return filter instanceof Filter.All ? Ids.all() : passing.get(filter);
    }

    private Ids passingIds(Filter filter) {
        if (!Where.answers(filter)) {
            return Ids.only(passing(filter).stream().mapToLong(id -> id).toArray());
        }
        Where where = Where.of(filter);
        List<Long> ids = connections.read(sql -> sql.list("SELECT id FROM item WHERE " + where.condition(),
                row -> row.getLong(1), where.with()));
        return Ids.only(ids.stream().mapToLong(Long::longValue).toArray());
    }

    /// Every folder with embedded items in it or below, with how many.
    public Map<String, Long> folders() {
        return folders.get(Filter.all());
    }

    private Map<String, Long> countFolders() {
        var counted = new TreeMap<String, Long>();
        return connections.read(sql -> {
            sql.each("SELECT folder, count(*) FROM item WHERE state = 1 GROUP BY folder",
                    row -> addToEachAbove(counted, row.getString(1), row.getLong(2)));
            return Collections.unmodifiableMap(counted);
        });
    }

    private static void addToEachAbove(Map<String, Long> folders, String folder, long count) {
        for (int end = folder.length(); end > 0; end = folder.lastIndexOf('/', end - 1)) {
            folders.merge(folder.substring(0, end), count, Long::sum);
        }
    }

    /// Every category that is the likeliest of an embedded item, with how many, most first.
    public Map<String, Long> categories() {
        return categories.get(Filter.all());
    }

    private Map<String, Long> countCategories() {
        var counted = new LinkedHashMap<String, Long>();
        return connections.read(sql -> {
            sql.each("SELECT category, count(*) FROM item WHERE state = 1 AND category IS NOT NULL GROUP BY category "
                    + "ORDER BY count(*) DESC, category", row -> counted.put(row.getString(1), row.getLong(2)));
            return Collections.unmodifiableMap(counted);
        });
    }

    /// The embedded items whose metadata has some of the words, the best first, with their BM25: higher is better.
    ///
    /// @param most
    ///            how many
    public List<Hit> named(String words, int most) {
        return named.get(new Words(words, most));
    }

    private List<Hit> keywords(Words words) {
        return fields.named(words.text, words.most);
    }

    /// The fields of the metadata, by name, with how many embedded items have them.
    public Map<String, Long> fields() {
        return fields.names();
    }

    /// The values that a field has among the embedded items that pass, with how many have them.
    public Map<String, Long> values(String field, Filter filter) {
        return fields.counts(field, passing(filter));
    }

    /// How many items are in each state.
    public Counts counts() {
        return connections.readMoment(sql -> new Counts(count(sql, State.EMBEDDED), count(sql, State.REJECTED),
                count(sql, State.PENDING), count(sql, State.REMOVED)));
    }

    /*
     * The number stands in the statement, because each state has a partial index of its own.
     */
    private static long count(Sql sql, State state) {
        return sql.number("SELECT count(*) FROM item WHERE state = " + state.code());
    }

    /// What was added, by ascending id.
    public List<Source> sources() {
        return connections.read(Sources::all);
    }

    /// The embeddings of this gallery's generation.
    public Embeddings embeddings() {
        return new StoredEmbeddings(connections, generation, writer::told);
    }

    /// The embedded items that a generation beside this one has no embedding of, by ascending id, from the first id greater
    /// than `after`.
    public List<Long> lacking(Generation beside, long after, int count) {
        return connections.read(sql -> Beside.lacking(sql, beside, after, count));
    }

    /// What people did.
    public UserLog users() {
        return new UserLog(connections, writer);
    }

    /// What goes together.
    public OutfitLog outfits() {
        return outfits;
    }

    /// How many embeddings a generation has.
    public long countOf(Generation generation) {
        return connections.read(sql -> generation.ledger(sql).count());
    }

    /// What was [set][Change#set] for this gallery, by name.
    public Map<String, String> settings() {
        return connections.read(Settings::all);
    }

    /// Sees everything that is findable, of one moment.
    public interface Reader {
        /// How many rows will come.
        void begin(long rows);

        /// A picture; by ascending id.
        void row(Item item, StoredEmbedding embedding);
    }

    /// Shows every embedded item and its embedding, all of one moment.
    public void readAll(Reader reader) {
        connections.readMoment(sql -> {
            reader.begin(generation.ledger(sql).count());
            StoredEmbeddings.visit(sql, generation, embedding -> {
                Item item = Items.byId(sql, embedding.id());
                if (item == null || item.state() != State.EMBEDDED) {
                    throw new GalleryException.Corrupt(
                            "%s is damaged: an embedding belongs to no picture, row %d; restore a snapshot"
                                    .formatted(file, embedding.id()),
                            null);
                }
                reader.row(item, embedding);
            });
            return reader;
        });
    }

    /// Everything that is wrong with tables, rows and their checksums, each with its place.
    public List<String> verify() {
        return connections.readMoment(sql -> {
            var problems = new ArrayList<String>();
            new Soundness(sql, generation, problems).checkAll();
            return problems;
        });
    }

    /// Writes one moment of the catalogue to a file that is not there yet; writing goes on meanwhile.
    public void copyTo(Path copy) {
        try (Sql sql = connections.writing()) {
            sql.update("VACUUM INTO ?", copy.toString());
        }
    }

    /// How much of the disk the catalogue takes.
    public long bytes() {
        try {
            return Files.size(file) + logBytes();
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot look at %s: %s".formatted(file, failure.getMessage()), failure);
        }
    }

    private long logBytes() {
        try {
            return Files.size(CatalogueFile.log(file));
        } catch (IOException missing) {
            return 0;
        }
    }

    /// Does what was asked for and refuses what comes now; reading goes on.
    public void finishWriting() {
        writer.finish();
    }

    @Override
    public void close() {
        writer.close();
        fields.close();
        connections.close();
    }
}
