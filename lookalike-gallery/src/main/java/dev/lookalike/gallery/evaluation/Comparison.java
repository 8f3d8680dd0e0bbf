package dev.lookalike.gallery.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import dev.lookalike.gallery.Vectors;
import dev.lookalike.gallery.ranking.SpaceChoice;
import dev.lookalike.index.EngineProvider;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.Tuning;
import dev.lookalike.index.VectorIndex;
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
    private static final int FOUND = 10;

    private final Photos photos;
    private final Grid grid;
    private final IntConsumer progress;
    private final Map<Model.Network, Embedded> originals = new HashMap<>();
    private final Map<Model.Network, Map<Change, Embedded>> changed = new HashMap<>();
    private int[] chosen = {};

    /// What is compared: each model with each space and metric, and each engine on the vectors of the first model in the
    /// first space.
    ///
    /// @param engines
    ///            as [EngineProvider#open(String, Path, IndexSpec)] names them
    /// @param changedPhotos
    ///            how many photos are also asked for by changed copies of them, 0 for none
    public record Grid(List<Model> models, List<String> spaces, List<Metric> metrics, List<String> engines,
            int changedPhotos) {
        public Grid {
            models = List.copyOf(models);
            spaces = List.copyOf(spaces);
            metrics = List.copyOf(metrics);
            engines = List.copyOf(engines);
            if (models.isEmpty() || spaces.isEmpty() || metrics.isEmpty() || changedPhotos < 0) {
                throw new IllegalArgumentException("a grid needs a model, a space and a metric");
            }
            spaces.forEach(SpaceChoice::new);
        }
    }

    /// One cell of the grid.
    ///
    /// @param model
    ///            its name
    /// @param labelled
    ///            by the photos' labels
    /// @param changes
    ///            by changed copies of the photos, whose right answer is the photo itself; empty if not asked for
    public record Cell(String model, String space, Metric metric, Evaluation labelled, Map<Change, Figures> changes) {

        /// The mean over all changes of how near to the first place the photo itself was found; 0 if not asked for.
        public double foundUnlabelled() {
            return changes.values().stream().mapToDouble(each -> each.mean(Measure.RECIPROCAL_RANK)).average()
                    .orElse(0);
        }
    }

    /// What an engine found of the true ten nearest, and how fast.
    ///
    /// @param curve
    ///            from little effort to much; null if it cannot be used here
    /// @param obstacle
    ///            why not, or empty
    public record EngineCurve(String engine, Metric metric, @Nullable Tuning curve, String obstacle) {}

    /// All that was measured.
    public record Result(List<Cell> cells, List<EngineCurve> engines) {}

    private Comparison(Photos photos, Grid grid, IntConsumer progress) {
        this.photos = photos;
        this.grid = grid;
        this.progress = progress;
    }

    /// Measures all of it. Spaces are fitted on the photos that answer.
    ///
    /// @param progress
    ///            hears, from any thread, how many more pictures have been embedded
    public static Result run(Photos photos, Grid grid, IntConsumer progress) throws InterruptedException {
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
        var cells = new ArrayList<Cell>();
        var engines = new ArrayList<EngineCurve>();
        for (Model model : grid.models) {
            Embedded embedded = joined(model, originals::get);
            for (String space : grid.spaces) {
                var placing = new SpaceChoice(space).fit(embedded.only(photos::answers), photos::labels, 0);
                for (Metric metric : grid.metrics) {
                    cells.add(cell(model, space, metric, embedded, placing));
                    if (cells.size() <= grid.metrics.size()) {
                        grid.engines.forEach(engine -> engines.add(curve(engine, metric, embedded, placing)));
                    }
                }
            }
        }
        return new Result(cells, engines);
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
                        number -> change.apply(read.apply(chosen[number]), new Random(chosen[number])), progress));
            }
            changed.put(network, copies);
        }
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
        var labelled = Evaluation.run(placed(embedded, placing, 0), id -> photos.known().get((int) id), metric);
        var changes = new LinkedHashMap<Change, Figures>();
        for (Change change : changes()) {
            Embedded copies = joined(model, network -> changed.getOrDefault(network, Map.of()).get(change));
            changes.put(change, found(embedded, copies, placing, metric));
        }
        return new Cell(model.name(), space, metric, labelled, changes);
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

    private EngineCurve curve(String engine, Metric metric, Embedded embedded, SpaceChoice.Placing placing) {
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
        long[] ids = IntStream.range(0, stored.size()).asLongStream().toArray();
        Path folder = temporaryFolder();
        var spec = IndexSpec.of(stored.getFirst().length).graphFrom(1);
        try (VectorIndex index = EngineProvider.open(engine, folder.resolve("index"), spec)) {
            index.putAll(ids, stored.toArray(float[][]::new));
            index.merge();
            index.warmUp(Duration.ofSeconds(2));
            return new EngineCurve(engine, metric, Tuning.measure(index, asked.toArray(float[][]::new),
                    SearchSpec.nearest(FOUND).by(metric)), "");
        } catch (IllegalArgumentException | IndexException.Unavailable unusable) {
            return new EngineCurve(engine, metric, null, String.valueOf(unusable.getMessage()));
        } finally {
            delete(folder);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("lookalike-engine");
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make a temporary folder", failure);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete the temporary folder " + folder, failure);
        }
    }
}
