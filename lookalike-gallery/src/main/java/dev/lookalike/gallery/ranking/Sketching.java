package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.lookalike.gallery.Answer;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Match;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Selection;
import dev.lookalike.gallery.TraitStatus;
import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.gallery.traits.Making;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Drawing;
import dev.lookalike.vision.Embedder;

/// Answers sketches.
final class Sketching implements AutoCloseable {
    /*
     * What a sketch finds is chosen from as other answers are. To vary answers, a query must have a place among the pictures:
     * that of a sketch is the middle of the ten that it finds first.
     */
    private static final int DEEPER = 4;
    private static final String REASON = "similar outline";

    private final Making making;
    private final Embedder embedder;
    private final Ranking.Shown shown;
    private final SketchIndex sketches;

    Sketching(Making making, Embedder embedder, Embeddings embeddings, Ranking.Shown shown) {
        this.making = making;
        this.embedder = embedder;
        this.shown = shown;
        this.sketches = new SketchIndex(making.kept(), embeddings);
    }

    /// The pictures most like a sketch: among those that were looked at, where others are being looked at in the background,
    /// else among all, which are looked at first.
    ///
    /// @param pictures
    ///            where answers lie, for those who ask for various ones
    Answer answer(Query query, Query.Sketch sketch, Ids ids, int count,
            Function<Function<SpaceIndex, Answer>, Answer> pictures) {
        float[] place = embedder.embed(Drawing.of(sketch.picture())).unit();
        TraitStatus status = making.status();
        if (!status.making() && !status.isComplete()) {
            making.make(Progress.none());
        }
        Selection selection = query.selection();
        int depth = Selecting.depth(selection, count);
        while (true) {
            SketchIndex.Found found = sketches.nearest(place, ids, depth);
            boolean isAll = found.hits().size() < depth || depth >= Ranking.MAX_COUNT;
            if (selection.equals(Selection.NEAREST)) {
                return answer(found.hits().stream().map(hit -> new Selecting.Chosen(hit, List.of())).toList(), found);
            }
            Answer answer = pictures.apply(index -> answer(chosen(index, query, found.hits(), count), found));
            if (isAll || answer.matches().size() >= count) {
                return answer;
            }
            depth = Math.min(Ranking.MAX_COUNT, DEEPER * depth);
        }
    }

    private List<Selecting.Chosen> chosen(SpaceIndex index, Query query, List<Hit> hits, int count) {
        var middle = new double[index.space().size()];
        hits.stream().limit(Background.NEIGHBOURS).map(hit -> index.stored(hit.id())).forEach(each -> {
            for (int i = 0; each != null && i < middle.length; i++) {
                middle[i] += each[i];
            }
        });
        if (Scores.length(middle) == 0) {
            return hits.stream().limit(count).map(hit -> new Selecting.Chosen(hit, List.of())).toList();
        }
        var nearby = new Nearby(index, query, middle, hits, Background.unknown(Metric.COSINE, 1), shown, null);
        return new Selecting(query.selection(), nearby).of(hits, count);
    }

    private Answer answer(List<Selecting.Chosen> chosen, SketchIndex.Found found) {
        Map<Long, Image> images = shown.images(chosen.stream().map(each -> each.hit().id()).toList());
        var matches = new ArrayList<Match>();
        for (Selecting.Chosen each : chosen) {
            Image image = images.get(each.hit().id());
            double score = each.hit().score();
            if (image != null) {
                matches.add(new Match(image, score, found.judgement().likeness(score), true, REASON, each.others()));
            }
        }
        TraitStatus status = making.status();
        return new Answer(matches, -Double.MAX_VALUE, List.of(),
                Math.max(0, status.total() - status.skipped() - found.count()));
    }

    @Override
    public void close() {
        sketches.close();
    }
}
