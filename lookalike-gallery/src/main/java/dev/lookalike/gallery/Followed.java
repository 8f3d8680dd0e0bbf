package dev.lookalike.gallery;

import dev.lookalike.gallery.ingest.Mirror;
import dev.lookalike.gallery.ranking.Ranking;

/// The ranking, as the ingest sees it.
record Followed(Ranking ranking) implements Mirror {
    @Override
    public void put(long id, short[] unit, float norm) {
        ranking.put(id, unit, norm);
    }

    @Override
    public void remove(long id) {
        ranking.remove(id);
    }
}
