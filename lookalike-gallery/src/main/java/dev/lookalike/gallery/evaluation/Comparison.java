package dev.lookalike.gallery.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import dev.lookalike.gallery.Vectors;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.gallery.ranking.SpaceChoice;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Model;
import dev.lookalike.vision.Picture;
import org.jspecify.annotations.Nullable;

/// Which network, in which space, by which metric and with which engine finds best on these photos?
///
/// Every network embeds the photos once; ensembles join what their networks made, and all cells of the grid share it.
public final class Comparison {
    private static final int ENGINE_QUERIES = 200;

    private final Photos photos;
    private final Grid grid;
    private final IntConsumer progress;
    private final Map<Model.Network, Embedded> originals = new HashMap<>();
    private final Map<Model.Network, Map<Change, Embedded>> changed = new HashMap<>();
    private final Map<Alone, Map<Long, Map<String, Double>>> guessed = new HashMap<>();
    private int[] chosen = {};

    /// A network that is not joined with others, where it guesses.
    private record Alone(Model.Network network, String space, Metric metric) {}

    /// What is compared: each model with each space, each metric, and each engine.
    ///
    /// @param weigh
    ///            whether each ensemble is compared with weights chosen by how well it finds, too
    /// @param engines
    ///            as [dev.lookalike.index.EngineProvider#open] names them, measured on some 200 of the photos asked for among the
    ///            others
    /// @param nearest
    ///            how many of the nearest an engine is to find
    /// @param changedPhotos
    ///            how many photos are also asked for by changed copies of them, 0 for none
    public record Grid(List<Model> models, boolean weigh, List<String> spaces, List<Metric> metrics,
            List<String> engines, int nearest, int changedPhotos) {
        /// The most cells, which are measured one after the other.
        public static final int MOST_CELLS = 500;

        public Grid {
            models = List.copyOf(models);
            spaces = List.copyOf(spaces);
            metrics = List.copyOf(metrics);
            engines = List.copyOf(engines);
            if (models.isEmpty() || spaces.isEmpty() || metrics.isEmpty()) {
                throw new IllegalArgumentException("a grid needs a model, a space and a metric");
            }
            if (changedPhotos < 0) {
                throw new IllegalArgumentException(
                        "%d changed pictures; ask for 0 for none, or more".formatted(changedPhotos));
            }
            spaces.forEach(SpaceChoice::new);
            SearchSpec.nearest(nearest);
            int cells = models.size() * spaces.size() * metrics.size();
            if (cells > MOST_CELLS) {
                throw new IllegalArgumentException("%d combinations; ask for %d at most".formatted(cells, MOST_CELLS));
            }
        }
    }

    /// One cell of the grid.
    ///
    /// @param model
    ///            its name
    /// @param labelled
    ///            by the photos' labels
    /// @param guessing
    ///            how good guesses of labels are: of the classes that were learnt in the space `learnt`, else by the ten neighbours
    /// @param averaged
    ///            the same by the mean of what the networks of an ensemble guess, each in its own such space, weighted as the
    ///            ensemble is; null for one network
    /// @param changes
    ///            by changed copies of the photos, whose right answer is the photo itself; empty if not asked for
    public record Cell(String model, String space, Metric metric, Evaluation labelled, Guessing guessing,
            @Nullable Guessing averaged, Map<Change, Figures> changes) {

        /// The mean over all changes of how near to the first place the photo itself was found; 0 if not asked for.
        public double foundUnlabelled() {
            return changes.values().stream().mapToDouble(each -> each.mean(Measure.RECIPROCAL_RANK)).average()
                    .orElse(0);
        }
    }

    /// All that was measured.
    ///
    /// @param weighed
    ///            the ensembles whose weights were chosen; each is among the cells with them
    public record Result(List<Cell> cells, List<Weighing> weighed, List<EngineCurve> engines) {}

    private Comparison(Photos photos, Grid grid, IntConsumer progress) {
        this.photos = photos;
        this.grid = grid;
        this.progress = progress;
    }

    /// Measures all of it. Spaces are fitted on the photos that answer.
    ///
    /// @param progress
    ///            hears, from any thread, how many more pictures have been embedded
    /// @throws IllegalArgumentException
    ///             if labels do not tell the photos apart and nothing is measured without them
    public static Result run(Photos photos, Grid grid, IntConsumer progress) throws InterruptedException {
        if (!photos.tellApart() && grid.changedPhotos == 0 && grid.engines.isEmpty()) {
            throw new IllegalArgumentException(
                    "no two of the %d pictures differ in their folder, so every answer would be right; sort them into a folder for each class, or let changed copies of 1,000 ask"
                            .formatted(photos.files().size()));
        }
        return new Comparison(photos, grid, progress).run();
    }

    /// How many pictures go through networks.
    public static long embeddings(Photos photos, Grid grid) {
        long networks = grid.models.stream().flatMap(model -> members(model).stream()).map(Model.Member::network)
                .distinct().count();
        return networks * (photos.files().size()
                + (long) Change.values().length * Math.min(grid.changedPhotos, photos.files().size()));
    }

    private Result run() throws InterruptedException {
        for (Model model : grid.models) {
            for (Model.Member member : members(model)) {
                embed(member.network());
            }
        }
        var weighed = new ArrayList<Weighing>();
        var cells = new ArrayList<Cell>();
        var engines = new ArrayList<EngineCurve>();
        for (Model model : models(weighed)) {
            Embedded embedded = joined(model, originals::get);
            for (String space : grid.spaces) {
                var placing = fitted(space, embedded);
                for (Metric metric : grid.metrics) {
                    cells.add(cell(model, space, metric, embedded, placing));
                    engines.addAll(EngineCurve.of(searched(model, space, metric, embedded, placing), grid.engines,
                            grid.nearest));
                }
            }
        }
        return new Result(cells, weighed, engines);
    }

    private List<Model> models(List<Weighing> weighed) {
        var models = new ArrayList<Model>();
        for (Model model : grid.models) {
            models.add(model);
            if (grid.weigh && model instanceof Model.Ensemble ensemble) {
                var weighing = Weighing.of(ensemble, photos, network -> Objects.requireNonNull(originals.get(network)));
                weighed.add(weighing);
                if (!weighing.chosen().name().equals(ensemble.name())) {
                    models.add(weighing.chosen());
                }
            }
        }
        return models;
    }

    private SpaceChoice.Placing fitted(String space, Embedded embedded) {
        return new SpaceChoice(space).fit(embedded.only(photos::answers), photos::labels, 0);
    }

    static List<Model.Member> members(Model model) {
        return switch (model) {
            case Model.Network network -> List.of(new Model.Member(network, 1));
            case Model.Ensemble ensemble -> ensemble.members();
        };
    }

    static Embedded joined(Model model, Function<Model.Network, @Nullable Embedded> made) {
        List<Model.Member> members = members(model);
        List<Embedded> each = members.stream()
                .map(member -> Objects.requireNonNull(made.apply(member.network()))).toList();
        double weights = members.stream().mapToDouble(Model.Member::weight).sum();
        return each.size() == 1
                ? each.getFirst()
                : Embedded.joined(each, members.stream().mapToDouble(member -> member.weight() / weights).toArray());
    }

    private void embed(Model.Network network) throws InterruptedException {
        if (originals.containsKey(network)) {
            return;
        }
        try (var embedder = Embedder.of(network)) {
            IntFunction<Picture> read = number -> Picture.read(photos.files().get(number), Limits.FOLDER,
                    embedder.sideNeeded());
            var made = Embedded.of(embedder, photos.files().size(), read, progress);
            originals.put(network, made);
            var copies = new EnumMap<Change, Embedded>(Change.class);
            if (changed.isEmpty()) {
                chosen = chosen(made);
            }
            for (Change change : changes()) {
                copies.put(change, Embedded.of(embedder, chosen.length,
                        number -> change.apply(read.apply(chosen[number]), random(change, chosen[number]),
                                embedder.sideNeeded()),
                        progress));
            }
            changed.put(network, copies);
        }
    }

    // Every network sees the same parts, and each change others. Not Random: its first numbers for neighbouring seeds are
    // nearly the same, and all parts would be of one corner.
    private static RandomGenerator random(Change change, int number) {
        return new SplittableRandom(((long) change.name().hashCode() << Integer.SIZE) + number);
    }

    // Evenly among those that can be read and answer.
    private int[] chosen(Embedded readable) {
        int[] all = IntStream.range(0, photos.files().size()).filter(photos::answers)
                .filter(number -> readable.find(number) != null).toArray();
        int count = Math.min(grid.changedPhotos, all.length);
        return IntStream.range(0, count).map(i -> all[(int) ((long) i * all.length / count)]).toArray();
    }

    private Change[] changes() {
        return chosen.length == 0 ? new Change[0] : Change.values();
    }

    private Cell cell(Model model, String space, Metric metric, Embedded embedded, SpaceChoice.Placing placing) {
        Evaluation labelled = labelled(embedded, placing, metric);
        Map<Long, Map<String, Double>> guesses = guesses(embedded, placing, labelled);
        Guessing averaged = null;
        switch (model) {
            case Model.Network network -> guessed.put(new Alone(network, space, metric), guesses);
            case Model.Ensemble ensemble -> averaged = averaged(ensemble, space, metric, labelled);
        }
        var changes = new LinkedHashMap<Change, Figures>();
        for (Change change : changes()) {
            Embedded copies = joined(model, network -> changed.getOrDefault(network, Map.of()).get(change));
            changes.put(change, found(embedded, copies, placing, metric));
        }
        return new Cell(model.name(), space, metric, labelled, judged(labelled, guesses), averaged, changes);
    }

    private Evaluation labelled(Embedded embedded, SpaceChoice.Placing placing, Metric metric) {
        return Evaluation.run(placed(embedded, placing, 0), id -> photos.known().get((int) id), metric);
    }

    private static Map<Long, Map<String, Double>> guesses(Embedded embedded, SpaceChoice.Placing placing,
            Evaluation labelled) {
        var guesses = new HashMap<Long, Map<String, Double>>();
        for (Asked query : labelled.asked()) {
            StoredEmbedding stored = Objects.requireNonNull(embedded.find(query.id()));
            Map<String, Double> learnt = placing.labels(stored.unit(), stored.norm());
            guesses.put(query.id(), learnt.isEmpty() ? query.shares() : learnt);
        }
        return guesses;
    }

    private static Guessing judged(Evaluation labelled, Map<Long, Map<String, Double>> guesses) {
        return Guessing.of(labelled.asked(), query -> guesses.getOrDefault(query.id(), Map.of()));
    }

    private Guessing averaged(Model.Ensemble ensemble, String space, Metric metric, Evaluation labelled) {
        double weights = ensemble.members().stream().mapToDouble(Model.Member::weight).sum();
        var mean = new HashMap<Long, Map<String, Double>>();
        for (Model.Member member : ensemble.members()) {
            guessedAlone(member.network(), space, metric).forEach((id, guesses) -> guesses.forEach(
                    (label, probability) -> mean.computeIfAbsent(id, _ -> new TreeMap<>())
                            .merge(label, probability * member.weight() / weights, Double::sum)));
        }
        return judged(labelled, mean);
    }

    // Once for each network, whether it is compared alone too or not.
    private Map<Long, Map<String, Double>> guessedAlone(Model.Network network, String space, Metric metric) {
        var alone = new Alone(network, space, metric);
        Map<Long, Map<String, Double>> known = guessed.get(alone);
        if (known == null) {
            Embedded embedded = Objects.requireNonNull(originals.get(network));
            SpaceChoice.Placing placing = fitted(space, embedded);
            known = guesses(embedded, placing, labelled(embedded, placing, metric));
            guessed.put(alone, known);
        }
        return known;
    }

    private static Vectors placed(Embedded embedded, SpaceChoice.Placing placing, long offset) {
        return visitor -> embedded.forEach(
                (id, unit, norm) -> visitor.visit(offset + id, placing.place(unit, norm)));
    }

    // A copy is a query whose only right answer is its original: the two share a label of their own.
    private Figures found(Embedded embedded, Embedded copies, SpaceChoice.Placing placing, Metric metric) {
        int count = photos.files().size();
        Vectors all = visitor -> {
            placed(embedded, placing, 0).forEach(visitor);
            placed(copies, placing, count).forEach(visitor);
        };
        return Evaluation.run(all, id -> {
            boolean copy = id >= count;
            long original = copy ? chosen[(int) id - count] : id;
            return copy || photos.answers((int) id)
                    ? new Labelled(Set.of(Long.toString(original)), copy ? Labelled.Role.QUERY : Labelled.Role.GALLERY)
                    : null;
        }, metric).overall();
    }

    private EngineCurve.Searched searched(Model model, String space, Metric metric, Embedded embedded,
            SpaceChoice.Placing placing) {
        var stored = new ArrayList<float[]>();
        var asked = new ArrayList<float[]>();
        int stride = Math.max(2, photos.files().size() / ENGINE_QUERIES);
        placed(embedded, placing, 0).forEach((id, vector) -> {
            var values = new float[vector.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) vector[i];
            }
            (id % stride == 0 ? asked : stored).add(values);
        });
        return new EngineCurve.Searched(model.name(), space, metric, stored.toArray(float[][]::new),
                asked.toArray(float[][]::new));
    }
}
