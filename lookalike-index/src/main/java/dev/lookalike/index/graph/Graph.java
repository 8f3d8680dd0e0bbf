package dev.lookalike.index.graph;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A finished graph: finds the rows of least cost by walking from row to row.
public final class Graph {
    /// Entry points a walk begins from.
    static final int STARTS = 3;

    private final Neighbours neighbours;
    private final int[] entries;
    private final int rowCount;
    private final ConcurrentLinkedQueue<Walk> idle = new ConcurrentLinkedQueue<>();

    /// @param edges
    ///            what [GraphBuilder] wrote
    /// @param entries
    ///            the rows walks may begin from
    public Graph(MemorySegment edges, int maxDegree, int[] entries, int rowCount) {
        neighbours = new Neighbours(edges, maxDegree);
        this.entries = entries;
        this.rowCount = rowCount;
    }

    /// About the cheapest `width` rows within the horizon.
    public Beam search(Costs costs, int width, Horizon horizon) {
        var walk = idle.poll();
        if (walk == null) {
            walk = new Walk(rowCount, neighbours.maxDegree());
        }
        var beam = new Beam(width);
        start(costs, entries, entries.length, beam);
        walk.run(neighbours, costs, beam, horizon);
        idle.add(walk);
        return beam;
    }

    /// Puts the cheapest entry points into the beam.
    static void start(Costs costs, int[] entries, int count, Beam beam) {
        var entryCosts = new int[count];
        costs.of(entries, count, entryCosts);
        var cheapest = new Beam(STARTS);
        for (int i = 0; i < count; i++) {
            cheapest.offer(entryCosts[i], entries[i]);
        }
        for (int place = 0; place < cheapest.count(); place++) {
            beam.offer(cheapest.cost(place), cheapest.ordinal(place));
        }
    }
}
