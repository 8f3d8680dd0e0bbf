package dev.lookalike.engines.annoy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;

import dev.lookalike.engines.Engine;
import dev.lookalike.engines.Proposer;
import dev.lookalike.engines.Rows;
import dev.lookalike.index.Metric;

/// Annoy's files, built on all cores; the same rows, options and seed make the same file.
///
/// @param treeCount
///            how many trees; more find more, take longer and make the file larger
record Annoy(Geometry geometry, int treeCount, long seed) implements Engine {

    @Override
    public Signature signature() {
        return new Signature("ann", "trees=%d metric=%s seed=%d".formatted(treeCount, geometry.metric(), seed));
    }

    @Override
    public Metric metric() {
        return geometry.metric();
    }

    @Override
    public Proposer read(Path file, int dimension) throws IOException {
        return Forest.read(file, geometry, dimension);
    }

    @Override
    public Proposer build(Rows rows, Path file) throws IOException {
        try (var arena = Arena.ofShared();
                var channel = FileChannel.open(file, StandardOpenOption.CREATE,
                        StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            long size = (long) rows.count() * Nodes.size(geometry, rows.dimension());
            var items = new Nodes(channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena), geometry,
                    rows.dimension());
            writeItems(items, rows);
            var trees = IntStream.range(0, treeCount).parallel()
                    .mapToObj(tree -> new Tree(items, rows.count(), seed * treeCount + tree, arena)).toList();
            channel.position(size);
            writeTrees(channel, trees, rows.count(), items.size());
        }
        return Forest.read(file, geometry, rows.dimension());
    }

    private void writeItems(Nodes items, Rows rows) {
        double longest = 0;
        for (int item = 0; item < rows.count(); item++) {
            float[] vector = rows.row(item);
            items.setDescendants(item, 1);
            items.write(item, vector);
            float square = items.dot(item, vector);
            longest = Math.max(longest, square);
            if (geometry != Geometry.EUCLIDEAN) {
                items.setExtra(item, square);
            }
        }
        // One more value makes all vectors equally long, so that directions decide (Bachrach et al. 2014).
        for (int item = 0; item < rows.count() && geometry == Geometry.DOT; item++) {
            items.setExtra(item, (float) Math.sqrt(Math.max(0, longest - items.extra(item))));
        }
    }

    private static void writeTrees(FileChannel channel, List<Tree> trees, int itemCount, int nodeSize)
            throws IOException {
        var roots = Arena.ofAuto().allocate((long) trees.size() * nodeSize);
        int first = itemCount;
        for (int tree = 0; tree < trees.size(); tree++) {
            MemorySegment nodes = trees.get(tree).nodesFrom(first);
            write(channel, nodes);
            MemorySegment.copy(nodes, nodes.byteSize() - nodeSize, roots, (long) tree * nodeSize, nodeSize);
            first += trees.get(tree).nodeCount();
        }
        write(channel, roots);
    }

    private static void write(FileChannel channel, MemorySegment bytes) throws IOException {
        var buffer = bytes.asByteBuffer();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
