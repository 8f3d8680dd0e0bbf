package dev.lookalike.gallery.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.Outfit;
import org.jspecify.annotations.Nullable;

/// What can be done inside a transaction; used by the writer's thread alone, inside [Catalogue#write].
public final class Change {
    private final Sql sql;
    private final EmbeddingRows embeddings;
    private final Beside beside;
    private final Fields fields;
    private boolean switched;
    private boolean switchedForGood;
    private List<Runnable> afterwards = new ArrayList<>();
    private boolean erasing;
    private final List<LongConsumer> followers = new CopyOnWriteArrayList<>();

    Change(Sql sql, Generation generation, Fields fields) {
        this.sql = sql;
        this.fields = fields;
        this.embeddings = new EmbeddingRows(sql, generation);
        this.beside = new Beside(sql, generation);
    }

    /// Writes a new item.
    ///
    /// @return the id it was given
    public long insert(Item item) {
        long id = sql.nextId("item");
        Item inserted = item.withId(id);
        ItemRows.insert(sql, inserted);
        afterCommit(() -> fields.put(inserted));
        tell(id);
        return id;
    }

    /// Writes an item over the one with its id.
    public void update(Item item) {
        if (item.id() == 0) {
            throw new IllegalArgumentException("an item without an id is inserted");
        }
        ItemRows.update(sql, item);
        afterCommit(() -> fields.put(item));
        tell(item.id());
    }

    /// Forgets an item and its embedding.
    public void delete(long id) {
        forget(id);
        sql.update("DELETE FROM item WHERE id = ?", id);
        afterCommit(() -> fields.remove(id));
        tell(id);
    }

    private void tell(long id) {
        afterCommit(() -> followers.forEach(follower -> follower.accept(id)));
    }

    void follow(LongConsumer follower) {
        followers.add(follower);
    }

    /// Writes the embedding of an item, over the one it had; one beside it is of what the item was, and is forgotten.
    public void embed(long id, short[] unit, float norm) {
        embeddings.write(new StoredEmbedding(id, unit, norm));
        beside.forget(id);
        tell(id);
    }

    /// Forgets the embeddings of an item, if it has any.
    public void forget(long id) {
        embeddings.delete(id);
        beside.forget(id);
    }

    /// The generation of `model` beside the one that serves: the one that is there, or a new one in its place.
    ///
    /// @throws IllegalArgumentException
    ///             if `model` serves
    public Generation beside(Catalogue.Model model) {
        return beside.generation(model, version());
    }

    /// Writes the embedding that an item has in the generation beside, and what it holds as seen by that.
    public void embedBeside(Generation next, long id, short[] unit, float norm, Item.Content content) {
        beside.embed(next, new StoredEmbedding(id, unit, norm), content);
    }

    /// Has the generation beside serve, once this is committed; this catalogue refuses writes from then on.
    ///
    /// @param refused
    ///            pictures that the generation lacks because they could not be embedded, which are rejected
    /// @return whether it lacks no others; else nothing was changed
    public boolean serve(Generation next, Map<Long, Item.Refusal> refused) {
        switched = beside.serve(next, refused);
        return switched;
    }

    /// Refuses to go on where another generation serves now: what would be written is of this one.
    void requireServing() {
        if (switched) {
            throw Generation.switched();
        }
    }

    /// The embedding of an item, or null.
    public @Nullable StoredEmbedding embedding(long id) {
        return embeddings.find(id);
    }

    /// The item with this id, or null.
    public @Nullable Item item(long id) {
        return Items.byId(sql, id);
    }

    /// The item with this path, or null.
    public @Nullable Item item(String path) {
        return Items.byPath(sql, path);
    }

    /// The items with this content.
    public List<Item> withContent(String sha256) {
        return Items.withContent(sql, sha256);
    }

    /// The source with this path, written if it is new or changed; one that is walked stays walked.
    public Source source(String path, boolean walked, String key) {
        Source known = Sources.byPath(sql, path);
        if (known != null && (known.walked() || !walked) && known.key().equals(key)) {
            return known;
        }
        var source = known == null
                ? new Source(sql.nextId("source"), path, walked, key)
                : new Source(known.id(), path, walked || known.walked(), key);
        Sources.write(sql, source);
        return source;
    }

    /// Has `action` done on the writer's thread once this is committed, before the caller goes on; in commit order.
    public void afterCommit(Runnable action) {
        afterwards.add(action);
    }

    /// Writes what a person did; the id it was given.
    ///
    /// @throws IllegalArgumentException
    ///             if too much is kept of that person already
    public long keep(Event event) {
        return EventRows.insert(sql, event);
    }

    /// Writes an outfit over the one with its name.
    ///
    /// @throws IllegalArgumentException
    ///             if there are too many already
    public void keep(Outfit outfit) {
        OutfitRows.write(sql, outfit);
    }

    /// Forgets an outfit; whether there was one.
    boolean removeOutfit(String name) {
        return OutfitRows.remove(sql, name);
    }

    /// Takes a rating back; whether there was one.
    boolean unrate(String user, long item) {
        return EventRows.unrate(sql, user, item);
    }

    /// Forgets a person and all events; whether there was one.
    boolean deleteUser(String user) {
        boolean there = EventRows.delete(sql, user);
        erasing |= there;
        return there;
    }

    /// Whether something was deleted of which nothing may be left, since this was asked last.
    boolean takeErasing() {
        boolean taken = erasing;
        erasing = false;
        return taken;
    }

    /// Where a piece of work began.
    record Mark(Generation.Ledger ledger, boolean switched) {}

    Mark mark() {
        return new Mark(embeddings.ledger(), switched);
    }

    void backTo(Mark mark) {
        embeddings.backTo(mark.ledger);
        switched = mark.switched;
        afterwards = new ArrayList<>();
    }

    List<Runnable> takeAfterwards() {
        List<Runnable> taken = afterwards;
        afterwards = new ArrayList<>();
        return taken;
    }

    /// How many embeddings were ever written.
    long version() {
        return embeddings.ledger().version();
    }

    /// Writes a setting over the one it was.
    public void set(String name, String value) {
        Settings.write(sql, name, value);
    }

    /// Writes what the transaction as a whole changed.
    void settle() {
        embeddings.settle();
    }

    /// The transaction is on stable storage.
    void committed() {
        embeddings.committed();
        switchedForGood = switched;
    }

    /// The transaction did not come to be.
    void rolledBack() {
        embeddings.rolledBack();
        switched = switchedForGood;
        afterwards = new ArrayList<>();
    }
}
