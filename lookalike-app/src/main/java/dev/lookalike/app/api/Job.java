package dev.lookalike.app.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.lookalike.app.problem.Problem;
import dev.lookalike.gallery.IngestReport;
import org.jspecify.annotations.Nullable;

/// Work that takes long and goes on without the one who asked.
///
/// @param path
///            the file or folder it is about, or null
/// @param progress
///            of `add`, `sync`, `evaluate`, `compare`, `switch`, `map`, `inspect`, `taste`; null for others and before the first news
/// @param report
///            what became of the files, once `add`, `sync`, `describe`, `import`, `switch`, `events` or `outfits` is done
/// @param damages
///            what `verify` found, once it is done; empty if nothing is wrong
/// @param trained
///            what `train` learnt, once it is done
/// @param evaluated
///            what `evaluate` measured, once it is done
/// @param compared
///            what `compare` measured, once it is done
/// @param inspected
///            what `inspect` found, once it is done
/// @param tastes
///            what `taste` measured, once it is done
/// @param problem
///            why it failed, once it has
public record Job(long id, Kind kind, @Nullable String path, State state, Instant started, @Nullable Progress progress,
        @Nullable Report report, @Nullable List<String> damages, @Nullable Trained trained,
        @Nullable Evaluations evaluated, @Nullable Compared compared, @Nullable Inspected inspected,
        @Nullable Tastes tastes, @Nullable Problem problem) {

    /// What is done.
    public enum Kind {
        // What is kept.
        ADD, SYNC, DESCRIBE, IMPORT, EXPORT, SNAPSHOT, VERIFY, REPAIR, INDEX, SWITCH, EVENTS, OUTFITS,
        // What is found in it.
        TRAIN, EVALUATE, COMPARE, MAP, INSPECT, TASTE, TRAITS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Where it is.
    public enum State {
        /// Behind another that changes the gallery.
        WAITING, RUNNING, DONE, FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How far an `add`, a `sync`, an `evaluate`, a `compare` or a `switch` has come; a `map` and an `inspect` in steps instead of files.
    ///
    /// @param total
    ///            files found so far, or pictures to ask for
    /// @param done
    ///            files finished, rejected ones counted
    /// @param perSecond
    ///            pictures embedded a second, or asked for, lately
    /// @param secondsLeft
    ///            an estimate, or null while there is none
    public record Progress(long total, long done, long rejected, double perSecond, @Nullable Double secondsLeft) {}

    /// What became of the files; the fields mean what [IngestReport] says of them.
    public record Report(long added, long changed, long moved, long unchanged, long removed, long skipped,
            long rejected, long pending, List<Rejection> rejections, List<String> warnings) {}

    /// Whether nothing more will happen.
    public boolean finished() {
        return state == State.DONE || state == State.FAILED;
    }

    /// Without the long lists, as the status shows it.
    Job brief() {
        @Nullable
        Report counts = report == null
                ? null
                : new Report(report.added, report.changed, report.moved,
                        report.unchanged, report.removed, report.skipped, report.rejected, report.pending, List.of(),
                        report.warnings);
        return new Job(id, kind, path, state, started, progress, counts, null, trained, null, null, null, null,
                problem);
    }
}
