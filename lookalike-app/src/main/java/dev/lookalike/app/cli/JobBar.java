package dev.lookalike.app.cli;

import java.util.Locale;
import java.util.StringJoiner;

import dev.lookalike.app.api.Job;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// A job's progress on standard error: a bar where that is a terminal, nothing elsewhere.
final class JobBar implements AutoCloseable {
    private static final int UPDATE_MILLIS = 200;

    private final @Nullable ProgressBar bar;

    private JobBar(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static JobBar of(Job job, Terminal terminal) {
        return named(name(job.kind()), terminal);
    }

    /// Of something that is no job.
    static JobBar named(String task, Terminal terminal) {
        if (!terminal.errors()) {
            return new JobBar(null);
        }
        return new JobBar(new ProgressBarBuilder().setTaskName(task).setInitialMax(-1)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK).setUpdateIntervalMillis(UPDATE_MILLIS).hideEta()
                .setConsumer(new ConsoleProgressBarConsumer(System.err, terminal.columns() - 1)).build());
    }

    /// Shows how much is done.
    void show(long total, long done) {
        if (bar != null) {
            bar.maxHint(total);
            bar.stepTo(done);
        }
    }

    /// Shows where the job is.
    void show(Job job) {
        Job.Progress progress = job.progress();
        if (bar == null || progress == null) {
            return;
        }
        show(progress.total(), progress.done());
        bar.setExtraMessage(message(progress));
    }

    private static String message(Job.Progress progress) {
        StringJoiner text = new StringJoiner(", ", " ", "");
        if (progress.perSecond() > 0) {
            text.add(String.format(Locale.ROOT, "%.0f/s", progress.perSecond()));
        }
        Double left = progress.secondsLeft();
        if (left != null) {
            text.add(duration(left) + " left");
        }
        if (progress.rejected() > 0) {
            text.add(String.format(Locale.ROOT, "%,d rejected", progress.rejected()));
        }
        return text.toString();
    }

    /// A time as people read it: `12 s`, `2 min`, `1 h 5 min`.
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3_600 ? whole / 60 + " min" : whole / 3_600 + " h " + whole / 60 % 60 + " min";
    }

    private static String name(Job.Kind kind) {
        return switch (kind) {
            case ADD -> "Adding";
            case SYNC -> "Looking again";
            case IMPORT -> "Importing";
            case DESCRIBE -> "Describing";
            case EXPORT -> "Exporting";
            case SNAPSHOT -> "Writing";
            case VERIFY -> "Checking";
            case REPAIR -> "Repairing";
            case INDEX -> "Measuring";
            case TRAIN -> "Learning";
            case EVALUATE -> "Measuring";
            case COMPARE -> "Comparing";
            case SWITCH -> "Switching";
            case INSPECT -> "Inspecting";
            case MAP -> "Drawing";
            case EVENTS, OUTFITS -> "Keeping";
            case TASTE -> "Learning";
            case TRAITS -> "Looking";
        };
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
