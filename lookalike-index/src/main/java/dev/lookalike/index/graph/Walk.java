package dev.lookalike.index.graph;

import java.util.Arrays;

/// The working memory of a walk through the graph; one walk at a time.
final class Walk {
    private final byte[] visits;
    private byte visit;
    private final int[] found;
    private final int[] fresh;
    private final int[] costs;
    /// Uses what was read ahead, which the compiler would leave out otherwise.
    private int unusedEdges;

    Walk(int rowCount, int maxDegree) {
        visits = new byte[rowCount];
        found = new int[maxDegree];
        fresh = new int[maxDegree + 1];
        costs = new int[maxDegree];
    }

    /// Fills the beam with the cheapest rows it finds from those that are in it: looks at the neighbours of the
    /// cheapest row whose neighbours were not looked at, until those of all in the beam were that are within the horizon.
    void run(Neighbours neighbours, Costs rowCosts, Beam beam, Horizon horizon) {
        begin(beam);
        int limit = horizon.of(beam);
        for (int row = beam.next(limit); row >= 0; row = beam.next(limit)) {
            int foundCount = neighbours.read(row, found);
            int freshCount = 0;
            for (int i = 0; i < foundCount; i++) {
                // Without a branch, which would be mispredicted every third time.
                int neighbour = found[i];
                fresh[freshCount] = neighbour;
                freshCount += visits[neighbour] == visit ? 0 : 1;
                visits[neighbour] = visit;
            }
            // Most likely the next: its edges come while the costs are computed.
            unusedEdges ^= neighbours.touch(beam.ahead());
            rowCosts.of(fresh, freshCount, costs);
            for (int i = 0; i < freshCount; i++) {
                if (costs[i] <= limit && costs[i] <= beam.worst()) {
                    beam.offer(costs[i], fresh[i]);
                }
            }
            limit = horizon.of(beam);
        }
    }

    private void begin(Beam beam) {
        visit++;
        if (visit == 0) {
            Arrays.fill(visits, (byte) 0);
            visit = 1;
        }
        for (int place = 0; place < beam.count(); place++) {
            visits[beam.ordinal(place)] = visit;
        }
    }
}
