package dev.lookalike.app.api;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.Problem;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Progress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class JobsTest {
    private static Jobs.Outcome waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Jobs.Outcome.NONE;
    }

    private static Job finished(Jobs jobs, long id) throws InterruptedException {
        while (!jobs.job(id).finished()) {
            Thread.sleep(2);
        }
        return jobs.job(id);
    }

    @Test
    void start_whenTooManyAreUnfinished_isBusy() {
        var end = new CountDownLatch(1);
        try (var jobs = new Jobs()) {
            for (int started = 0; started < Jobs.MAX_UNFINISHED; started++) {
                jobs.start(Job.Kind.VERIFY, null, _ -> waitFor(end));
            }

            var refused = catchThrowableOfType(ProblemException.class,
                    () -> jobs.start(Job.Kind.VERIFY, null, _ -> waitFor(end)));

            assertThat(refused.problem().type()).isEqualTo(Problem.of(Kind.BUSY, "").type());
            end.countDown();
        }
    }

    @Test
    void start_ofTwoThatChangeTheGallery_runsOneAfterTheOther() throws InterruptedException {
        var end = new CountDownLatch(1);
        try (var jobs = new Jobs()) {
            var first = jobs.start(Job.Kind.ADD, null, _ -> waitFor(end));
            while (jobs.job(first.id()).state() != Job.State.RUNNING) {
                Thread.sleep(2);
            }
            var second = jobs.start(Job.Kind.SYNC, null, _ -> Jobs.Outcome.NONE);
            var beside = jobs.start(Job.Kind.VERIFY, null, _ -> Jobs.Outcome.NONE);

            assertThat(finished(jobs, beside.id()).state()).isEqualTo(Job.State.DONE);
            assertThat(jobs.job(second.id()).state()).isEqualTo(Job.State.WAITING);
            end.countDown();
            assertThat(finished(jobs, second.id()).state()).isEqualTo(Job.State.DONE);
        }
    }

    @Test
    void job_thatFails_saysWhy() throws InterruptedException {
        try (var jobs = new Jobs()) {
            var job = jobs.start(Job.Kind.VERIFY, null, _ -> {
                throw new GalleryException.Corrupt("row 7 is damaged", null);
            });

            var failed = finished(jobs, job.id());

            assertThat(failed.state()).isEqualTo(Job.State.FAILED);
            assertThat(failed.problem()).isEqualTo(Problem.of(Kind.CORRUPT, "row 7 is damaged"));
        }
    }

    @Test
    void job_thatGoesOn_showsItsProgress() throws InterruptedException {
        var told = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var jobs = new Jobs()) {
            var job = jobs.start(Job.Kind.ADD, null, progress -> {
                progress.at(new Progress.State(10, 4, 1, 2.5, -1, false));
                told.countDown();
                return waitFor(end);
            });
            told.await();

            assertThat(jobs.job(job.id()).progress()).isEqualTo(new Job.Progress(10, 4, 1, 2.5, null));
            assertThat(jobs.recent()).singleElement().isEqualTo(jobs.job(job.id()));
            end.countDown();
        }
    }

    @Test
    void job_forgotten_isNoSuchJob() throws InterruptedException {
        try (var jobs = new Jobs()) {
            long first = jobs.start(Job.Kind.VERIFY, null, _ -> Jobs.Outcome.NONE).id();
            for (int more = 0; more < Jobs.MAX_FINISHED + Jobs.MAX_UNFINISHED; more++) {
                finished(jobs, jobs.start(Job.Kind.VERIFY, null, _ -> Jobs.Outcome.NONE).id());
            }

            var refused = catchThrowableOfType(ProblemException.class, () -> jobs.job(first));

            assertThat(refused.problem().type()).endsWith("no-such-job");
        }
    }

    @Test
    void stop_ofAMap_interruptsItAndOfOtherJobsIsRefused() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var jobs = new Jobs()) {
            var map = jobs.startOrJoin(Job.Kind.MAP, _ -> {
                begun.countDown();
                waitFor(new CountDownLatch(1));
                throw new CancellationException("stopped");
            });
            var other = jobs.start(Job.Kind.VERIFY, null, _ -> waitFor(end));
            waitFor(begun);

            assertThat(jobs.startOrJoin(Job.Kind.MAP, _ -> Jobs.Outcome.NONE).id()).isEqualTo(map.id());
            var refused = catchThrowableOfType(ProblemException.class, () -> jobs.stop(other.id()));
            jobs.stop(map.id());

            assertThat(refused.problem().type()).endsWith("bad-request");
            assertThat(finished(jobs, map.id()).problem()).isEqualTo(Problem.of(Kind.UNAVAILABLE, "stopped"));
            assertThat(jobs.stop(map.id()).state()).isEqualTo(Job.State.FAILED);
            end.countDown();
        }
    }

    @Test
    void close_whileJobsRun_interruptsThemAndTakesNoMore() {
        var interrupted = new AtomicInteger();
        var jobs = new Jobs();
        var begun = new CountDownLatch(1);
        jobs.start(Job.Kind.ADD, null, _ -> {
            begun.countDown();
            waitFor(new CountDownLatch(1));
            interrupted.incrementAndGet();
            return Jobs.Outcome.NONE;
        });
        waitFor(begun);

        jobs.close();

        assertThat(interrupted).hasValue(1);
        var refused = catchThrowableOfType(ProblemException.class,
                () -> jobs.start(Job.Kind.ADD, null, _ -> Jobs.Outcome.NONE));
        assertThat(refused.problem().type()).endsWith("unavailable");
    }
}
