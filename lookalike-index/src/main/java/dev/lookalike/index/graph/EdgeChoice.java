package dev.lookalike.index.graph;

import java.util.Arrays;

/// Chooses the edges of rows, one row at a time.
final class EdgeChoice {
    private final Neighbours neighbours;
    private final CodeDistances distances;
    private final int ownEdges;
    private final Walk walk;
    private final int[] present;
    private final int[] kept;
    private final CodeDistances.From[] keptFrom;

    EdgeChoice(Neighbours neighbours, CodeDistances distances, int ownEdges) {
        this.neighbours = neighbours;
        this.distances = distances;
        this.ownEdges = ownEdges;
        walk = new Walk(distances.squares().length, neighbours.maxDegree());
        present = new int[neighbours.maxDegree()];
        kept = new int[neighbours.maxDegree()];
        keptFrom = new CodeDistances.From[neighbours.maxDegree()];
    }

    /// The row an edge back leaves from.
    static int from(long edge) {
        return (int) (edge >> Integer.SIZE);
    }

    /// The edges of a row by what a walk finds near it, and by those it has. The walk begins at these, and without any at the
    /// nearest of the entries.
    int[] own(int row, int[] entries, int width) {
        var costs = distances.from(row);
        var beam = new Beam(width);
        int presentCount = neighbours.read(row, present);
        if (presentCount == 0) {
            Graph.start(costs, entries, entries.length, beam);
        }
        for (int i = 0; i < presentCount; i++) {
            beam.offer(costs.to(present[i]), present[i]);
        }
        walk.run(neighbours, costs, beam, Horizon.NONE);
        // What a row already has came from both sides, and may stay.
        return choose(row, beam, Math.max(ownEdges, presentCount));
    }

    /// Gives a row the edges from `first` to `end`, which all leave from it.
    void connectBack(long[] edges, int first, int end) {
        int row = from(edges[first]);
        var costs = distances.from(row);
        int presentCount = neighbours.read(row, present);
        var beam = new Beam(presentCount + end - first);
        for (int i = 0; i < presentCount; i++) {
            beam.offer(costs.to(present[i]), present[i]);
        }
        for (int i = first; i < end; i++) {
            int to = (int) edges[i];
            beam.offer(costs.to(to), to);
        }
        if (beam.count() <= neighbours.maxDegree()) {
            for (int place = 0; place < beam.count(); place++) {
                kept[place] = beam.ordinal(place);
            }
            neighbours.write(row, kept, beam.count());
        } else {
            int[] chosen = choose(row, beam, neighbours.maxDegree());
            neighbours.write(row, chosen, chosen.length);
        }
    }

    /// The nearest rows of the beam, without those that are nearer to a chosen one than to `row`: the chosen one
    /// leads there.
    private int[] choose(int row, Beam beam, int most) {
        int count = 0;
        for (int place = 0; place < beam.count() && count < most; place++) {
            int candidate = beam.ordinal(place);
            if (candidate != row && !isLedTo(candidate, beam.cost(place), count)) {
                kept[count] = candidate;
                keptFrom[count++] = distances.from(candidate);
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private boolean isLedTo(int candidate, int distance, int count) {
        for (int i = 0; i < count; i++) {
            if (keptFrom[i].to(candidate) < distance) {
                return true;
            }
        }
        return false;
    }
}
