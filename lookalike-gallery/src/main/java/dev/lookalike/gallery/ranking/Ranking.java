package dev.lookalike.gallery.ranking;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;

import dev.lookalike.gallery.Answer;
import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.Explanation;
import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.IndexChoice;
import dev.lookalike.gallery.IndexStatus;
import dev.lookalike.gallery.Pair;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Vectors;
import dev.lookalike.gallery.Weights;
import dev.lookalike.gallery.Words;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.gallery.situation.Suitability;
import dev.lookalike.gallery.traits.Descriptions;
import dev.lookalike.gallery.traits.Making;
import dev.lookalike.gallery.traits.Meanings;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Picture;
import org.jspecify.annotations.Nullable;

/// Answers queries over a gallery's embeddings. All methods may be called from any thread.
public final class Ranking implements AutoCloseable {
    /// The most answers of one query.
    public static final int MAX_COUNT = 1_000;

    private final Embedder embedder;
    private final Embeddings embeddings;
    private final Shown shown;
    private final Answering finder;
    private final Wording wording;
    private final Asking asking;
    private final Meanings meanings;
    private final KnownSigns signs;
    private final @Nullable Traited traited;
    private final OutfitLearning outfits;
    private volatile boolean closed;
    private volatile double falseAlarms = Background.FALSE_ALARMS;

    private Ranking(Path derivedFolder, Embedder embedder, Embeddings embeddings, Shown shown, Answering finder,
            @Nullable Making traits) {
        this.embedder = embedder;
        this.embeddings = embeddings;
        this.shown = shown;
        this.finder = finder;
        this.wording = new Wording(embedder.model());
        this.traited = traits == null ? null : new Traited(traits, embeddings, shown);
        this.asking = new Asking(embedder, embeddings, shown, wording, this::drawn);
        this.meanings = new Meanings(derivedFolder.resolve("traits"), shown.descriptions(), wording::text);
        this.signs = new KnownSigns(shown.descriptions());
        this.outfits = new OutfitLearning(shown, traits, this::spaceNow);
    }

    /// The pictures that are ranked.
    public interface Shown {
        /// Those of some pictures that are there, by id.
        Map<Long, Image> images(List<Long> ids);

        /// Decodes a picture, not smaller than the embedder needs.
        Picture picture(long id);

        /// Whether two pictures show one photo, by their pixels; not if one of them cannot be read.
        boolean isSamePhoto(long one, long other);

        /// Which ids a filter means.
        Ids ids(Filter filter);

        /// Those whose metadata has some of the words, the best first; none where metadata is not searched.
        ///
        /// @param most
        ///            how many
        default List<Hit> named(String words, int most) {
            return List.of();
        }

        /// What is told of them; null where nothing is.
        default @Nullable Descriptions descriptions() {
            return null;
        }

        /// The catalogue they are in; null where it is another process's.
        default @Nullable Catalogue owned() {
            return null;
        }

        /// What a person did lately, the last first.
        ///
        /// @throws GalleryException.NoSuchUser
        ///             if nothing is kept of this person
        List<Event> did(String user);

        /// What is foreseen of a person by what was learnt of everybody.
        default @Nullable Foreseen foreseen(List<Event> did) {
            return null;
        }
    }

    /// Makes every stored embedding findable. Costs one pass over those that are newer than the kept index, and fits the
    /// space where none is kept.
    ///
    /// @param derivedFolder
    ///            where the space and its index are kept; may be deleted while closed
    /// @param head
    ///            the file that keeps what was learnt from labels
    /// @param choice
    ///            what the index is made by
    /// @param announcing
    ///            is told which index serves
    /// @param traits
    ///            what else is known of the pictures; null where aspects are not weighed and sketches not answered
    public static Ranking open(Path derivedFolder, Path head, Embedder embedder, Embeddings embeddings, Shown shown,
            IndexChoice choice, Announcing announcing, @Nullable Making traits) {
        return new Ranking(derivedFolder, embedder, embeddings, shown,
                new Finder(derivedFolder, head, embedder.fingerprint(), embeddings, choice,
                        () -> Wording.likely(embedder.model(), RecallTuning.ASKED), announcing),
                traits);
    }

    /// Asks the index that another process keeps; what changes a gallery is not for this ranking.
    ///
    /// @param announced
    ///            says which index that is
    public static Ranking shared(Embedder embedder, Embeddings embeddings, Shown shown, IndexChoice choice,
            Announced announced) {
        return new Ranking(Path.of(""), embedder, embeddings, shown,
                new SharedFinder(embedder.fingerprint(), embeddings, announced, choice), null);
    }

    private Finder own() {
        return switch (finder) {
            case Finder own -> own;
            case SharedFinder _ -> throw new IllegalStateException("another process keeps this index");
        };
    }

    /// Makes a picture findable at once. Call after its commit.
    public void put(long id, short[] unit, float norm) {
        own().put(id, unit, norm);
    }

    /// Makes a picture unfindable at once.
    public void remove(long id) {
        own().remove(id);
    }

    /// How embeddings are mapped before they are compared, such as `centred, 256 of 1280 values`.
    public String space() {
        return finder.ask(index -> index.space().description());
    }

    /// The ids of the pictures that can be found, ascending.
    public long[] ids() {
        return finder.ask(SpaceIndex::ids);
    }

    /// The pictures nearest to each of some that are stored, best first, themselves among them; nothing for one that is not there.
    public List<List<Hit>> nearest(List<Long> ids, int count) {
        return finder.ask(index -> {
            var vectors = new ArrayList<double[]>();
            var places = new ArrayList<Integer>();
            for (int i = 0; i < ids.size(); i++) {
                double[] vector = index.vector(ids.get(i));
                if (vector != null) {
                    vectors.add(vector);
                    places.add(i);
                }
            }
            var nearest = new ArrayList<List<Hit>>(Collections.nCopies(ids.size(), List.of()));
            List<List<Hit>> found = index.nearestAll(vectors, Metric.COSINE, count, finder.recall());
            for (int i = 0; i < found.size(); i++) {
                nearest.set(places.get(i), found.get(i));
            }
            return nearest;
        });
    }

    Space spaceNow() {
        return finder.ask(SpaceIndex::space);
    }

    /// Learns a space from labels; pictures are compared in it from when it is told to [serve][Learnt#serve()].
    ///
    /// @param labels
    ///            of the picture with an id; none to leave it out
    /// @param from
    ///            what the labels are, for people
    /// @throws IllegalArgumentException
    ///             if there are too few classes, or too many
    public Learnt learn(LongFunction<Set<String>> labels, String from, long seed) {
        settle();
        Lessons lessons = Lessons.of(embeddings, labels);
        return new Learnt(HeadTraining.learn(own().fittedSpace(), lessons, from, seed, () -> closed),
                lessons.rows().length);
    }

    /// The same from pairs of pictures.
    ///
    /// @throws IllegalArgumentException
    ///             if there are too few
    public Learnt learn(List<Pair> pairs, long seed) {
        settle();
        return new Learnt(PairTraining.learn(own().fittedSpace(), embeddings, pairs, seed, () -> closed), pairs.size());
    }

    /// Goes back to the space before the last that was learnt and served.
    ///
    /// @return whether there was one
    public boolean unlearn() {
        return own().unlearn();
    }

    /// A space that was learnt.
    public final class Learnt {
        private final Space space;
        private final int count;

        private Learnt(Space space, int count) {
            this.space = space;
            this.count = count;
        }

        /// Such as `learnt from folder, 10 classes: 266 of 1280 values`.
        public String description() {
            return space.description();
        }

        /// From how many pictures or pairs.
        public int count() {
            return count;
        }

        /// Every picture's vector in it.
        public Vectors vectors() {
            return visitor -> embeddings.forEach((id, unit, norm) -> visitor.visit(id, space.map(unit, norm)));
        }

        /// Makes an index in it beside the one that serves, and switches when that is complete.
        public void serve() {
            own().learn(space);
        }
    }

    /// How likely a stored picture is of each class that was learnt, by name; empty where none was.
    public Map<String, Double> labels(long id) {
        StoredEmbedding stored = asking.find(id);
        return spaceNow().labels(Space.raw(stored.unit(), stored.norm()));
    }

    /// What labels the space was learnt from, such as `folder`; empty where it was not.
    public String learntFrom() {
        return spaceNow().learntFrom().split(",", 2)[0];
    }

    /// Waits until the space fits the pictures there are now, and "alike" is measured on them.
    public void settle() {
        own().settle();
    }

    /// Brings space and index up to the pictures there are now; leaves that to the next start while it is being closed.
    public void keepUp() {
        own().keepUp();
    }

    /// What the index is, and how well it finds.
    public IndexStatus index() {
        return finder.status();
    }

    /// Has searches find `recall` of the most alike, and measures what that takes.
    public void tune(double recall) {
        own().tune(recall);
    }

    /// What is wrong with the files of space and index, each with its place; all of them are read.
    public List<String> damages() {
        return Stream.concat(own().damages().stream(), meanings.damages().stream()).toList();
    }

    /// Makes space and index again; searches go on meanwhile.
    public void repair() {
        own().repair();
        meanings.clear();
    }

    /// Every picture's vector, in the space that [fits][#settle()] the pictures there are now.
    public Vectors vectors() {
        if (finder instanceof Finder own) {
            own.settle();
        }
        Space space = spaceNow();
        return visitor -> embeddings.forEach((id, unit, norm) -> visitor.visit(id, space.map(unit, norm)));
    }

    /// Of each of some pictures, the `count` others of them most like it, in the space that fits the collection whatever was
    /// learnt from labels. Costs a search for each, on all cores.
    ///
    /// @param progress
    ///            hears how many more were asked for; what it throws ends the work
    public Neighbours neighbours(Ids wanted, int count, IntConsumer progress) {
        settle();
        Space fitted = own().fittedSpace();
        if (fitted.sameAs(spaceNow())) {
            return Neighbours.of(embeddings, fitted, wanted, count, vectors -> finder.ask(
                    index -> index.nearestAll(vectors, Metric.COSINE, wanted, count + 1, finder.recall())), progress);
        }
        return Neighbours.of(embeddings, fitted, wanted, count, progress);
    }

    /// From now on, the share of pictures that have something alike in the gallery of which it may be said, wrongly, that
    /// they have nothing.
    ///
    /// @param share
    ///            0.005 to 0.25
    public void falseAlarms(double share) {
        if (!(share >= Background.LEAST_FALSE_ALARMS && share <= Background.MOST_FALSE_ALARMS)) {
            throw new IllegalArgumentException("the share of false alarms is %s; give %s to %s".formatted(share,
                    Background.LEAST_FALSE_ALARMS, Background.MOST_FALSE_ALARMS));
        }
        falseAlarms = share;
    }

    /// Runs the network and a search a few times, so that the first query answers as fast as the next.
    public void warm() {
        int side = embedder.sideNeeded();
        var grey = new byte[3 * side * side];
        Arrays.fill(grey, (byte) 127);
        Query query = Query.like(Picture.of(side, side, grey));
        for (int i = 0; i < 3; i++) {
            search(query, null, 10);
        }
    }

    /// The pictures that answer `query` best.
    ///
    /// @param suitability
    ///            what suits the query's situation, or null
    /// @param count
    ///            1 to [#MAX_COUNT]
    /// @throws IllegalArgumentException
    ///             if the answer must be certain and the gallery's engine cannot be
    /// @throws GalleryException.NoSuchImage
    ///             if the query names a picture that is not there
    public Answer search(Query query, @Nullable Suitability suitability, int count) {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count is " + count + "; ask for 1 to " + MAX_COUNT);
        }
        Ids ids = shown.ids(query.filter());
        Query.GoesWith with = query.with();
        if (with != null) {
            OutfitLearning.Learnt learnt = outfits.now();
            return finder.ask(index -> new Outfitting(index, shown, learnt, outfits.worn(), query, with,
                    situated(index, suitability)).answer(query, ids, count));
        }
        Map<Words, List<Hit>> named = query.weights().equals(Weights.OVERALL)
                ? Fusion.told(query, ids, shown, meanings)
                : Map.of();
        Colouring colouring = colouring(query, !named.isEmpty());
        if (colouring != null && colouring.isAll()) {
            return search(new Query(colouring.palettes(), query.metric(), query.filter(), query.isExact(),
                    query.selection(), query.context(), Weights.OVERALL), suitability, count);
        }
        List<Example> examples = asking.examples(colouring == null ? query.examples() : colouring.rest());
        Set<Long> inside = Nearest.inside(query.parts());
        // No beam is measured for sketches.
        double recall = query.isExact() || query.isSketched() ? 1 : finder.recall();
        if (!query.weights().equals(Weights.OVERALL)) {
            return finder.ask(index -> traited().looks().answer(index, query, examples, ids, inside, count, recall,
                    situated(index, suitability)));
        }
        return finder.ask(index -> {
            Situated situated = situated(index, suitability);
            Tasted tasted = Tasted.of(query.person(), index, shown, examples);
            if (tasted != null && examples.isEmpty()) {
                return new Recommending(index, shown, tasted, recall, falseAlarms, situated)
                        .answer(query, ids, count);
            }
            return new Nearest(index, query, examples, inside, named, colouring, shown, recall, falseAlarms, tasted,
                    situated)
                    .answer(tasted == null ? ids : tasted.interests().without(ids), count);
        });
    }

    // Where something is told of colours, they are seen beside words alone: beside a picture they would count twice (recommendation.md).
    // Colours alone are asked for as palettes are: by cosine, the nearest as they come, and not for a person.
    private @Nullable Colouring colouring(Query query, boolean isTold) {
        boolean isNamed = query.parts().stream()
                .anyMatch(part -> part instanceof Words words && wording.colours(words).palette() != null);
        boolean isBeside = query.examples().stream().anyMatch(part -> part.weight() > 0 && !(part instanceof Words));
        boolean isSeen = isNamed && !(isTold && isBeside) && query.weights().equals(Weights.OVERALL);
        if (!isSeen || traited == null || !traited.looks().isReady()) {
            return null;
        }
        Colouring colouring = Colouring.of(query, wording::colours, traited.looks()::coloured);
        boolean isPalette = !isTold && query.metric() == Metric.COSINE && query.selection().lambda() == 1
                && query.person() == null;
        return colouring == null || (colouring.isAll() && !isPalette) ? null : colouring;
    }

    /// The same to a query without a situation.
    public Answer search(Query query, int count) {
        return search(query, null, count);
    }

    private @Nullable Situated situated(SpaceIndex index, @Nullable Suitability suitability) {
        return suitability == null || !suitability.counts()
                ? null
                : new Situated(index, suitability, wording.things(suitability.things(), index), signs, shown);
    }

    /// Learns what goes with what.
    public OutfitLearning outfits() {
        return outfits;
    }

    private float[] drawn(float[] drawing) {
        return traited().drawings().direction(drawing);
    }

    private Traited traited() {
        if (traited == null) {
            throw new IllegalArgumentException(
                    "colours, textures, shapes and edges of pictures are known to the process that owns the gallery; ask that one, or leave out the sketch, weights and palettes");
        }
        return traited;
    }

    /// Why `query` finds the picture with this id alike: of several examples, the first to be like is explained. Costs
    /// a run of the network for each place of both maps, some 160 with the bundled network; uses all cores.
    ///
    /// @throws GalleryException.NoSuchImage
    ///             if there is no such picture
    public Explanation explain(Query query, long id) {
        Query.Pictured part = query.parts().stream().filter(one -> one.weight() > 0)
                .filter(Query.Pictured.class::isInstance).map(Query.Pictured.class::cast).findFirst()
                .orElseGet(() -> liked(query, id));
        StoredEmbedding stored = asking.find(id);
        var match = new HeatMaps.Shown(shown.picture(id), Crop.WHOLE, Space.raw(stored.unit(), stored.norm()));
        var example = Asking.isStored(part)
                ? new HeatMaps.Shown(asking.picture(part), Crop.WHOLE, asking.stored(part).raw())
                : new HeatMaps.Shown(asking.picture(part), part.crop());
        return new HeatMaps(embedder, spaceNow(), query.metric()).of(example, match);
    }

    private Query.Pictured liked(Query query, long id) {
        Query.Person person = query.person();
        if (person == null) {
            throw new IllegalArgumentException(
                    "words, palettes, sketches and what something goes with have no places that could be shown; ask why a picture is like another picture");
        }
        double[] raw = Space.raw(asking.find(id).unit(), asking.find(id).norm());
        return finder.ask(index -> Interests.of(index, shown.did(person.user())).shown(index.space().map(raw)));
    }

    @Override
    public void close() {
        closed = true;
        if (traited != null) {
            traited.close();
        }
        outfits.close();
        finder.close();
        meanings.close();
        wording.close();
    }
}
