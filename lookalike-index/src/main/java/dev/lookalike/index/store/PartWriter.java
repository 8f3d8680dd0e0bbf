package dev.lookalike.index.store;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import dev.lookalike.index.IndexException;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Precision;
import dev.lookalike.index.code.Code;
import dev.lookalike.index.code.Coder;
import dev.lookalike.index.code.Training;
import dev.lookalike.index.exact.Ranking;
import dev.lookalike.index.file.Checkpoint;
import dev.lookalike.index.file.IndexFileWriter;
import dev.lookalike.index.file.Layout;
import dev.lookalike.index.file.Section;
import dev.lookalike.index.graph.EarlierGraph;
import dev.lookalike.index.graph.GraphBuilder;
import dev.lookalike.index.kernel.Kernels;
import dev.lookalike.index.projection.PrincipalDirections;
import dev.lookalike.index.projection.Sample;
import org.jspecify.annotations.Nullable;

/// Makes an index file of rows: learns a projection from some of them if the last one no longer fits, codes all, on all cores.
final class PartWriter {
    /*
     * A build that takes long is kept as it goes (Checkpoint): what is written for chunks of rows, in the file that is made; the
     * coder and a copy of the edges, beside it. The next build of the same rows, after the same file, with the same spec, checks
     * them and goes on; all that random numbers decide follows from the seed, so it makes the same bytes. What was written for a
     * chunk and does not match its checksum is written again; any other rows make all of it useless.
     */
    private static final System.Logger LOG = System.getLogger(PartWriter.class.getName());

    /// From so many rows on a build is kept as it goes: they take about ten seconds on two cores, fewer can be built again.
    static final int KEPT_FROM = 65_536;
    /// How often a build is kept while rows are coded, and while they are connected.
    private static final int CODING_ROUNDS = 4;
    private static final int GRAPH_ROUNDS = 16;

    /// The share of the rows that must have stayed for their graph to be gone on with.
    private static final double STAYED_MIN = 0.75;

    /// Values that are coded; of fewer there are, all.
    private static final int PROJECTED_MAX = 256;
    private static final int ROWS_PER_CHUNK = 256;
    /// Of how many rows of the sample one only judges what was learned from the others.
    private static final int HELD_OUT = 8;

    private final Path path;
    private final IndexSpec spec;
    private final Source source;
    private final BooleanSupplier isCancelled;
    private final boolean isKept;

    private PartWriter(Path path, IndexSpec spec, Source source, int keptFrom, BooleanSupplier isCancelled) {
        this.path = path;
        this.spec = spec;
        this.source = source;
        this.isCancelled = isCancelled;
        isKept = source.count() >= keptFrom;
    }

    /// Writes the file; the one that was there stays until the new one is whole. Goes on from where an earlier call was ended,
    /// if that was to write the same.
    ///
    /// @param keptFrom
    ///            from how many rows on an ended call leaves what it has
    /// @param isCancelled
    ///            asked before each chunk of rows and after each batch of the graph
    /// @throws IllegalStateException
    ///             if it was cancelled
    static void write(Path path, IndexSpec spec, Source source, int keptFrom, BooleanSupplier isCancelled) {
        try {
            new PartWriter(path, spec, source, keptFrom, isCancelled).write();
        } catch (IndexException failure) {
            // Where the disk is full or damaged, nothing is left lying about.
            try {
                discard(path);
            } catch (IndexException.Storage too) {
                failure.addSuppressed(too);
            }
            throw failure;
        }
    }

    /// Deletes what an ended call may have left.
    static void discard(Path path) {
        Checkpoint.delete(path);
        IndexFileWriter.discard(path);
    }

    /// By the last file's coder while that is good for what the collection has become, else by one that learns from it.
    private Checkpoint begun(byte[] key) {
        int[] chosen = chosenRows();
        var heldOut = sample(
                IntStream.range(0, chosen.length).filter(i -> i % HELD_OUT == 0).map(i -> chosen[i]).toArray());
        var part = source.part();
        if (part != null) {
            var old = part.file();
            if (old.training().isGoodFor(source.count(), old.coder().lost(heldOut))) {
                return begun(key, old.coder(), old.training(), true);
            }
        }
        var sample = sample(IntStream.range(0, chosen.length).filter(i -> chosen.length < HELD_OUT || i % HELD_OUT != 0)
                .map(i -> chosen[i]).toArray());
        int projected = Math.min(spec.dimension(), PROJECTED_MAX);
        var projection = PrincipalDirections.learn(sample, spec.dimension(), projected, spec.seed());
        checkCancelled();
        var coder = Coder.learn(projection, sample);
        // By rows that it was not learned from, as it is judged later.
        return begun(key, coder, new Training(source.count(), coder.lost(heldOut)), false);
    }

    private Checkpoint begun(byte[] key, Coder coder, Training training, boolean isOld) {
        var longest = new double[chunkCount()];
        Arrays.fill(longest, Double.NaN);
        return new Checkpoint(key, coder, training, isOld, new int[longest.length], longest, 0);
    }

    private void write() {
        byte[] key = isKept ? key() : new byte[0];
        var earlier = isKept ? Checkpoint.read(path, key) : null;
        var made = earlier == null ? begun(key) : earlier;
        int projected = made.coder().projection().count();
        boolean hasGraph = source.count() >= spec.graphFrom();
        var layout = new Layout(source.count(), spec.dimension(), projected, spec.precision(),
                hasGraph ? GraphBuilder.MAX_DEGREE : 0, hasGraph ? GraphBuilder.entryCount(source.count()) : 0);
        try (var writer = new IndexFileWriter(path, layout, made.coder(), lengthRatio(), made.training(),
                earlier != null)) {
            if (made.built() > 0) {
                made.readEdges(path, writer.section(Section.EDGES));
            }
            code(writer, made);
            if (hasGraph) {
                connect(writer, made, layout.headSize());
            }
            writer.finish(Arrays.stream(made.longest()).max().orElse(0));
        }
        Checkpoint.delete(path);
    }

    /// What is built of what: the same key, the same file.
    private byte[] key() {
        var sums = new int[chunkCount()];
        each(0, sums.length, chunk -> sums[chunk] = source.checksum(first(chunk), first(chunk + 1), spec.dimension()));
        var part = source.part();
        var key = ByteBuffer.allocate((6 + sums.length) * Integer.BYTES + Long.BYTES).putLong(spec.seed())
                .putInt(spec.dimension()).putInt(spec.precision() == Precision.HALF ? 1 : 0).putInt(spec.graphFrom())
                .putInt(source.count()).putInt(part == null ? 0 : 1).putInt(part == null ? 0 : part.file().checksum());
        key.asIntBuffer().put(sums);
        return key.array();
    }

    private int chunkCount() {
        return (source.count() + ROWS_PER_CHUNK - 1) / ROWS_PER_CHUNK;
    }

    private int first(int chunk) {
        return Math.min(chunk * ROWS_PER_CHUNK, source.count());
    }

    /// Does something for each chunk of rows, on all cores.
    private void each(int from, int end, IntConsumer what) {
        IntStream.range(from, end).parallel().forEach(chunk -> {
            checkCancelled();
            what.accept(chunk);
        });
    }

    private void code(IndexFileWriter writer, Checkpoint made) {
        int round = Math.ceilDiv(chunkCount(), CODING_ROUNDS);
        for (int from = 0; from < chunkCount(); from += round) {
            if (made.built() == 0) {
                keep(writer, made);
            }
            each(from, Math.min(from + round, chunkCount()), chunk -> {
                int first = first(chunk);
                int end = first(chunk + 1);
                if (Double.isNaN(made.longest()[chunk]) || writer.checksum(first, end) != made.checksums()[chunk]) {
                    made.longest()[chunk] = writeRows(writer, made, first, end);
                    made.checksums()[chunk] = isKept ? writer.checksum(first, end) : 0;
                }
                writer.letGo(first, end);
            });
        }
    }

    private void connect(IndexFileWriter writer, Checkpoint made, int headSize) {
        var edges = writer.section(Section.EDGES);
        if (made.built() == 0) {
            keep(writer, made);
        }
        int[] kept = {made.built()};
        var builder = new GraphBuilder(writer.section(Section.HEADS), headSize, source.count(), edges,
                made.isOld() ? earlierGraph() : null, spec.seed());
        writer.entries(builder.build(made.built(), built -> {
            checkCancelled();
            if (built - kept[0] >= 2 * source.count() / GRAPH_ROUNDS) {
                keep(writer, made.built(built));
                kept[0] = built;
            }
        }));
    }

    /// The last file's graph, if most of its rows are among these, and most of these among them.
    private @Nullable EarlierGraph earlierGraph() {
        var part = source.part();
        if (part == null || part.graph() == null) {
            return null;
        }
        int[] now = source.rowsOfPart();
        long stayed = Arrays.stream(now).filter(row -> row >= 0).count();
        return stayed < STAYED_MIN * Math.max(source.count(), part.count())
                ? null
                : new EarlierGraph(part.file().section(Section.EDGES), now);
    }

    /// Leaves what is made so far to the next build, should this one be ended.
    private void keep(IndexFileWriter writer, Checkpoint made) {
        if (!isKept) {
            return;
        }
        try {
            made.write(path, writer.section(Section.EDGES));
            writer.leave();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot keep how far {0} is made: {1}; a build that is ended begins anew", path, e);
        }
    }

    private double lengthRatio() {
        double shortest = Double.POSITIVE_INFINITY;
        double longest = 0;
        for (int row = 0; row < source.count(); row++) {
            shortest = Math.min(shortest, source.square(row));
            longest = Math.max(longest, source.square(row));
        }
        return Math.sqrt(longest / shortest);
    }

    /// Returns the length of the longest coded row.
    private double writeRows(IndexFileWriter writer, Checkpoint made, int first, int end) {
        var values = new float[Kernels.padded(spec.dimension())];
        double longest = 0;
        for (int group = first; group < end; group += Coder.TOGETHER) {
            Code[] codes = codes(made, group, Math.min(end, group + Coder.TOGETHER));
            for (int row = group; row < group + codes.length; row++) {
                source.read(row, values);
                writer.row(row, source.id(row), source.square(row), values, codes[row - group]);
                longest = Math.max(longest, codes[row - group].length());
            }
        }
        return longest;
    }

    /// The codes of some rows: those they have in the last file, while its coder is gone on with, and new ones for the others.
    private Code[] codes(Checkpoint made, int first, int end) {
        var codes = new Code[end - first];
        for (int i = 0; i < codes.length && made.isOld(); i++) {
            codes[i] = source.code(first + i);
        }
        int[] missing = IntStream.range(0, codes.length).filter(i -> codes[i] == null).toArray();
        var directions = new float[missing.length][Kernels.padded(spec.dimension())];
        for (int i = 0; i < missing.length; i++) {
            source.read(first + missing[i], directions[i]);
            directions[i] = Ranking.direction(directions[i], source.square(first + missing[i]));
        }
        Code[] added = made.coder().encode(directions);
        for (int i = 0; i < missing.length; i++) {
            codes[missing[i]] = added[i];
        }
        return codes;
    }

    /// Rows chosen at random, without repeats.
    private int[] chosenRows() {
        int count = Math.min(source.count(), PrincipalDirections.sampleCount(spec.dimension()));
        return new Random(spec.seed()).ints(0, source.count()).distinct().limit(count).sorted().toArray();
    }

    /// The directions of some rows.
    private Sample sample(int[] chosen) {
        return new Sample() {
            @Override
            public int count() {
                return chosen.length;
            }

            @Override
            public void read(int row, float[] into) {
                source.read(chosen[row], into);
                System.arraycopy(Ranking.direction(into, source.square(chosen[row])), 0, into, 0, into.length);
            }
        };
    }

    private void checkCancelled() {
        if (isCancelled.getAsBoolean()) {
            throw new IllegalStateException("the index was closed while it was written");
        }
    }
}
