package dev.lookalike.app.cli;

import java.time.Duration;
import java.util.Optional;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Job;
import dev.lookalike.app.api.ServerFile;
import dev.lookalike.app.problem.Exit;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Progress;
import dev.lookalike.vision.Embedder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lookalike watch`: keeps the gallery like its folders until it is stopped.
@Command(name = "watch", description = "Keeps the gallery like its folders, until stopped with Ctrl-C.")
final class WatchCommand extends Verb {
    private static final int MAX_SECONDS = 86_400;

    @Option(names = "--every", paramLabel = "SECONDS", description = "look at everything at least this often, because "
            + "network drives do not tell of changes; 1 to 86,400 (default: ${DEFAULT-VALUE})")
    int every = 60;

    @Override
    public Integer call() {
        if (every < 1 || every > MAX_SECONDS) {
            throw Failures.usage("--every is %d; give 1 to %d seconds".formatted(every, MAX_SECONDS));
        }
        if (gallery.readOnly) {
            throw Failures.usage("a process with --read-only adds nothing; watch where the gallery is owned");
        }
        Optional<ServerFile> server = ServerFile.running(gallery.folder);
        gallery.requireOne();
        System.err.println("Watching; Ctrl-C ends it.");
        try (Stop _ = Stop.interruptingThisThread()) {
            if (server.isPresent()) {
                askAgain(server.get());
            } else {
                watchHere();
            }
        } catch (InterruptedException ended) {
            System.err.println("Stopped.");
        }
        return Exit.OK;
    }

    /// The server that has the gallery open looks again, now and then.
    private void askAgain(ServerFile server) throws InterruptedException {
        try (Api api = server.connect()) {
            while (!Thread.currentThread().isInterrupted()) {
                Job job = finish(api, api.sync());
                Job.Report report = job.report();
                if (report != null && report.added() + report.changed() + report.moved() + report.removed() > 0) {
                    report(job);
                }
                Thread.sleep(Duration.ofSeconds(every));
            }
        }
    }

    private void watchHere() {
        try (Embedder embedder = gallery.embedder(); Gallery opened = Gallery.open(gallery.folder, embedder)) {
            opened.watch(Duration.ofSeconds(every), new Told());
        }
    }

    /// Says what was looked at, a line for each time there were files.
    private final class Told implements Progress {
        @Override
        public void at(State state) {
            if (state.finished() && state.total() > 0) {
                output.line("%,d files looked at, %,d rejected", state.done(), state.rejected());
            }
        }
    }
}
