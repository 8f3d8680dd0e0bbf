package dev.lookalike.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Job;
import dev.lookalike.app.problem.Exit;
import dev.lookalike.app.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/// What all verbs that talk to a gallery have in common.
abstract class Verb implements Callable<Integer> {
    @Mixin
    GalleryOptions gallery = new GalleryOptions();

    @Mixin
    Output output = new Output();

    /// Waits for a job with a progress bar on standard error, and fails as the job did.
    static Job finish(Api api, Job job) throws InterruptedException {
        try (JobBar bar = JobBar.of(job, Terminal.current())) {
            Job finished = api.await(job, bar::show);
            if (finished.problem() != null) {
                throw new ProblemException(finished.problem());
            }
            return finished;
        }
    }

    /// Adds pictures and then what a table says of them, each with its report.
    final int add(Api api, List<Path> paths, @Nullable Path metadata) throws InterruptedException {
        int code = Exit.OK;
        for (Path path : paths) {
            code = Math.max(code, report(finish(api, api.add(path.toAbsolutePath().normalize()))));
        }
        if (metadata != null) {
            code = Math.max(code, report(finish(api, api.describe(metadata.toAbsolutePath().normalize()))));
        }
        return code;
    }

    /// Prints what became of the files.
    final int report(Job job) {
        Job.@Nullable Report report = job.report();
        if (report == null) {
            throw new IllegalStateException("the job %s ended without a report".formatted(job.kind()));
        }
        output.print(report, () -> {
            output.line("%s", summary(report));
            report.rejections().forEach(one -> output.line("rejected  %s  %s", one.path(), one.reason()));
            if (report.rejected() > report.rejections().size()) {
                output.line("and %,d more; `lookalike list --rejected` shows all",
                        report.rejected() - report.rejections().size());
            }
        });
        warn(report);
        return report.rejected() == 0 ? Exit.OK : Exit.REJECTED;
    }

    /// What became of the files, in a line.
    static String summary(Job.Report report) {
        return String.format(Locale.ROOT,
                "%,d added, %,d changed, %,d moved, %,d unchanged, %,d removed, %,d rejected%s",
                report.added(), report.changed(), report.moved(), report.unchanged(), report.removed(),
                report.rejected(), report.pending() == 0 ? "" : ", %,d pending".formatted(report.pending()));
    }

    /// What a person should know of the run: a drive that is not there, a library to install.
    static void warn(Job.Report report) {
        report.warnings().forEach(warning -> System.err.println("lookalike: " + warning));
    }
}
