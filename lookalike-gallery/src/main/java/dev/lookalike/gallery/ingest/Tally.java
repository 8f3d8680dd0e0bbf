package dev.lookalike.gallery.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Rejection;

/// What became of the files of a run so far.
final class Tally {
    /// What a file can become.
    enum Fate {
        ADDED, CHANGED, MOVED, UNCHANGED, REMOVED, SKIPPED, REJECTED,
        /// It was gone before it was looked at.
        GONE
    }

    /*
     * The rate is that of the last seconds: each report moves it by a share that grows with the time since the one
     * before, so that neither a short stall nor an old burst counts for long.
     */
    private static final double MEMORY_SECONDS = 5;

    private final Map<Fate, Long> counts = new EnumMap<>(Fate.class);
    private final List<Rejection> rejections = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private long found;
    private boolean allFound;
    private long embedded;
    private long embeddedBefore;
    private long before = System.nanoTime();
    private double perSecond;
    private long unsupported;
    private String whatToInstall = "";

    synchronized void found() {
        found++;
    }

    /// So many were found and need nothing.
    synchronized void unchanged(long count) {
        found += count;
        counts.merge(Fate.UNCHANGED, count, Long::sum);
    }

    synchronized void allFound() {
        allFound = true;
    }

    synchronized void count(Fate fate) {
        counts.merge(fate, 1L, Long::sum);
        if (fate == Fate.ADDED || fate == Fate.CHANGED) {
            embedded++;
        }
    }

    synchronized void reject(Rejection rejection) {
        counts.merge(Fate.REJECTED, 1L, Long::sum);
        if (rejections.size() < IngestReport.MAX_REJECTIONS) {
            rejections.add(rejection);
        }
        if (rejection.kind().equals(Refusals.NOT_SUPPORTED)) {
            unsupported++;
            whatToInstall = rejection.reason();
        }
    }

    synchronized void warn(String warning) {
        if (warnings.size() < IngestReport.MAX_REJECTIONS) {
            warnings.add(warning);
        }
    }

    synchronized Progress.State state(boolean finished) {
        long now = System.nanoTime();
        double seconds = (now - before) / 1e9;
        if (seconds > 0.05) {
            double share = 1 - Math.exp(-seconds / MEMORY_SECONDS);
            double lately = (embedded - embeddedBefore) / seconds;
            perSecond = perSecond == 0 ? lately : perSecond + share * (lately - perSecond);
            before = now;
            embeddedBefore = embedded;
        }
        long done = done();
        double left = !allFound || perSecond == 0 ? -1 : (found - done) / perSecond;
        return new Progress.State(found, done, of(Fate.REJECTED), perSecond, finished ? 0 : left, finished);
    }

    synchronized IngestReport report() {
        var all = new ArrayList<String>(warnings);
        if (unsupported > 0) {
            all.add("%d files were not read: %s".formatted(unsupported, whatToInstall));
        }
        return new IngestReport(of(Fate.ADDED), of(Fate.CHANGED), of(Fate.MOVED), of(Fate.UNCHANGED),
                of(Fate.REMOVED), of(Fate.SKIPPED), of(Fate.REJECTED), found - done(), rejections, all);
    }

    private long done() {
        return of(Fate.ADDED) + of(Fate.CHANGED) + of(Fate.MOVED) + of(Fate.UNCHANGED) + of(Fate.REJECTED)
                + of(Fate.GONE);
    }

    private long of(Fate fate) {
        return counts.getOrDefault(fate, 0L);
    }
}
