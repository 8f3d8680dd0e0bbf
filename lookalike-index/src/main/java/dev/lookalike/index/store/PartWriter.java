package dev.lookalike.index.store;

import java.nio.file.Path;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.code.Coder;
import dev.lookalike.index.code.Training;
import dev.lookalike.index.exact.Ranking;
import dev.lookalike.index.file.IndexFileWriter;
import dev.lookalike.index.file.Layout;
import dev.lookalike.index.file.Section;
import dev.lookalike.index.graph.GraphBuilder;
import dev.lookalike.index.kernel.Kernels;
import dev.lookalike.index.projection.PrincipalDirections;
import dev.lookalike.index.projection.Sample;

/// Makes an index file of rows: learns a projection from some of them if the last one no longer fits, codes all, on all cores.
final class PartWriter {
    /// Values that are coded; of fewer there are, all.
    private static final int PROJECTED_MAX = 256;
    private static final int ROWS_PER_TASK = 256;
    /// Of how many rows of the sample one only judges what was learned from the others.
    private static final int HELD_OUT = 8;

    private final IndexSpec spec;
    private final Source source;
    private final BooleanSupplier isCancelled;

    private PartWriter(IndexSpec spec, Source source, BooleanSupplier isCancelled) {
        this.spec = spec;
        this.source = source;
        this.isCancelled = isCancelled;
    }

    /// Writes the file; the one that was there stays until the new one is whole.
    ///
    /// @throws IllegalStateException
    ///             if it was cancelled; nothing changed then
    static void write(Path path, IndexSpec spec, Source source, BooleanSupplier isCancelled) {
        new PartWriter(spec, source, isCancelled).write(path);
    }

    /// How the rows are coded.
    ///
    /// @param isOld
    ///            whether by the last file's coder, so that its rows keep their codes
    private record Coding(Coder coder, Training training, boolean isOld) {}

    /// By the last file's coder while that is good for what the collection has become, else by one that learns from it.
    private Coding coding() {
        int[] chosen = chosenRows();
        var heldOut = sample(
                IntStream.range(0, chosen.length).filter(i -> i % HELD_OUT == 0).map(i -> chosen[i]).toArray());
        var part = source.part();
        if (part != null) {
            var old = part.file();
            if (old.training().isGoodFor(source.count(), old.coder().lost(heldOut))) {
                return new Coding(old.coder(), old.training(), true);
            }
        }
        var sample = sample(IntStream.range(0, chosen.length).filter(i -> chosen.length < HELD_OUT || i % HELD_OUT != 0)
                .map(i -> chosen[i]).toArray());
        int projected = Math.min(spec.dimension(), PROJECTED_MAX);
        var projection = PrincipalDirections.learn(sample, spec.dimension(), projected, spec.seed());
        checkCancelled();
        var coder = Coder.learn(projection, sample);
        // By rows that it was not learned from, as it is judged later.
        return new Coding(coder, new Training(source.count(), coder.lost(heldOut)), false);
    }

    private void write(Path path) {
        var coding = coding();
        var coder = coding.coder();
        int projected = coder.projection().count();
        boolean hasGraph = source.count() >= spec.graphFrom();
        var layout = new Layout(source.count(), spec.dimension(), projected, spec.precision(),
                hasGraph ? GraphBuilder.MAX_DEGREE : 0, hasGraph ? GraphBuilder.entryCount(source.count()) : 0);
        try (var writer = new IndexFileWriter(path, layout, coder, lengthRatio(), coding.training())) {
            int tasks = (source.count() + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
            IntStream.range(0, tasks).parallel().forEach(task -> {
                checkCancelled();
                writeRows(writer, coding, task * ROWS_PER_TASK, Math.min((task + 1) * ROWS_PER_TASK, source.count()));
            });
            if (hasGraph) {
                writer.entries(new GraphBuilder(writer.section(Section.HEADS), layout.headSize(), source.count(),
                        writer.section(Section.EDGES), spec.seed(), this::checkCancelled).build());
            }
            checkCancelled();
            writer.finish();
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

    private void writeRows(IndexFileWriter writer, Coding coding, int first, int end) {
        var values = new float[Kernels.padded(spec.dimension())];
        for (int row = first; row < end; row++) {
            source.read(row, values);
            double square = source.square(row);
            var code = coding.isOld() ? source.code(row) : null;
            if (code == null) {
                code = coding.coder().encode(Ranking.direction(values, square));
            }
            writer.row(row, source.id(row), square, values, code);
        }
        writer.letGo(first, end);
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
