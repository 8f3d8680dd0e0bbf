package dev.lookalike.app.api;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.Problem;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.gallery.Progress;
import org.jspecify.annotations.Nullable;

/// Work that goes on without the one who asked. Jobs that change the gallery wait for each other, the rest do not.
final class Jobs implements AutoCloseable {
    static final int MAX_UNFINISHED = 16;
    static final int MAX_FINISHED = 100;
    private static final int MAX_SHOWN = 10;
    private static final Set<Job.Kind> STOPPABLE = Set.of(Job.Kind.MAP, Job.Kind.COMPARE, Job.Kind.INSPECT,
            Job.Kind.TASTE);
    private static final System.Logger LOG = System.getLogger(Jobs.class.getName());

    private final TreeMap<Long, Job> jobs = new TreeMap<>();
    private final TreeMap<Long, Thread> threads = new TreeMap<>();
    private final ReentrantLock changing = new ReentrantLock(true);
    private long lastId;
    private boolean closed;

    /// What a job does.
    @FunctionalInterface
    interface Work {
        /// Does it and says what came of it.
        Outcome run(Progress progress);
    }

    /// What came of a job.
    record Outcome(Job.@Nullable Report report, @Nullable List<String> damages, @Nullable Trained trained,
            @Nullable Evaluations evaluated, @Nullable Compared compared, @Nullable Inspected inspected,
            @Nullable Tastes tastes) {
        static final Outcome NONE = new Outcome(null, null, null, null, null, null, null);

        static Outcome reported(Job.Report report) {
            return new Outcome(report, null, null, null, null, null, null);
        }

        static Outcome checked(List<String> damages) {
            return new Outcome(null, damages, null, null, null, null, null);
        }

        static Outcome learnt(Trained trained) {
            return new Outcome(null, null, trained, null, null, null, null);
        }

        static Outcome measured(Evaluations evaluated) {
            return new Outcome(null, null, null, evaluated, null, null, null);
        }

        static Outcome compared(Compared compared) {
            return new Outcome(null, null, null, null, compared, null, null);
        }

        static Outcome found(Inspected inspected) {
            return new Outcome(null, null, null, null, null, inspected, null);
        }

        static Outcome tasted(Tastes tastes) {
            return new Outcome(null, null, null, null, null, null, tastes);
        }
    }

    synchronized Job start(Job.Kind kind, @Nullable Path path, Work work) {
        if (closed) {
            throw new ProblemException(Kind.UNAVAILABLE, "the gallery is being closed; ask again when it is open");
        }
        long unfinished = jobs.values().stream().filter(job -> !job.finished()).count();
        if (unfinished >= MAX_UNFINISHED) {
            throw new ProblemException(Kind.BUSY,
                    "%d jobs are unfinished, and no more may be; try again later".formatted(unfinished));
        }
        long id = ++lastId;
        var job = new Job(id, kind, path == null ? null : path.toString(), Job.State.WAITING, Instant.now(), null,
                null, null, null, null, null, null, null, null);
        jobs.put(id, job);
        forgetOldest();
        threads.values().removeIf(thread -> !thread.isAlive());
        threads.put(id, Thread.ofPlatform().daemon().name("job-" + id).start(() -> run(id, kind, work)));
        return job;
    }

    /// The unfinished job of this kind, or a new one.
    synchronized Job startOrJoin(Job.Kind kind, Work work) {
        return jobs.values().stream().filter(job -> job.kind() == kind && !job.finished()).findFirst()
                .orElseGet(() -> start(kind, null, work));
    }

    /// Asks a job to end; one that is finished stays as it is.
    synchronized Job stop(long id) {
        var job = job(id);
        if (!job.finished() && !STOPPABLE.contains(job.kind())) {
            throw new ProblemException(Kind.BAD_REQUEST,
                    "the job %d is %s; only the drawing of a map, a comparison, an inspection and a taste can be stopped"
                            .formatted(id, job.kind()));
        }
        var thread = threads.get(id);
        if (thread != null && !job.finished()) {
            thread.interrupt();
        }
        return job;
    }

    synchronized Job job(long id) {
        var job = jobs.get(id);
        if (job == null) {
            throw new ProblemException(Kind.NO_SUCH_JOB,
                    "there is no job %d; the last %d are remembered until the gallery is closed".formatted(id,
                            MAX_FINISHED));
        }
        return job;
    }

    /// Unfinished ones and the last finished, newest first, without their long lists.
    synchronized List<Job> recent() {
        long[] finished = {0};
        return jobs.descendingMap().values().stream()
                .filter(job -> !job.finished() || finished[0]++ < MAX_SHOWN).map(Job::brief).toList();
    }

    /// Asks all jobs to end and waits a while for them.
    @Override
    public void close() {
        List<Thread> running;
        synchronized (this) {
            closed = true;
            running = List.copyOf(threads.values());
        }
        running.forEach(Thread::interrupt);
        try {
            for (var thread : running) {
                if (!thread.join(Duration.ofSeconds(10))) {
                    LOG.log(System.Logger.Level.WARNING, "{0} did not end in time", thread.getName());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(long id, Job.Kind kind, Work work) {
        boolean changes = switch (kind) {
            case ADD, SYNC, DESCRIBE, IMPORT, REPAIR, INDEX, TRAIN, EVENTS, OUTFITS -> true;
            case EXPORT, SNAPSHOT, VERIFY, EVALUATE, COMPARE, SWITCH, MAP, INSPECT, TASTE, TRAITS -> false;
        };
        try {
            if (changes) {
                changing.lockInterruptibly();
            }
            try {
                perform(id, work);
            } finally {
                if (changes) {
                    changing.unlock();
                }
            }
        } catch (InterruptedException _) {
            fail(id, Problem.of(Kind.UNAVAILABLE, "the gallery was closed before this began"));
        }
    }

    private void perform(long id, Work work) {
        update(id, job -> with(job, Job.State.RUNNING, null));
        try {
            var outcome = work.run(state -> update(id,
                    job -> with(job, Job.State.RUNNING, FromGallery.progress(state))));
            update(id, job -> new Job(job.id(), job.kind(), job.path(), Job.State.DONE, job.started(), job.progress(),
                    outcome.report(), outcome.damages(), outcome.trained(), outcome.evaluated(), outcome.compared(),
                    outcome.inspected(), outcome.tastes(), null));
        } catch (RuntimeException | Error failure) {
            var problem = Problem.of(failure);
            if (problem.bug()) {
                LOG.log(System.Logger.Level.ERROR, "job " + id + " met a fault of the program", failure);
            }
            fail(id, problem);
        }
    }

    private void fail(long id, Problem problem) {
        update(id, job -> new Job(job.id(), job.kind(), job.path(), Job.State.FAILED, job.started(), job.progress(),
                null, null, null, null, null, null, null, problem));
    }

    private static Job with(Job job, Job.State state, Job.@Nullable Progress progress) {
        return new Job(job.id(), job.kind(), job.path(), state, job.started(), progress, null, null, null, null, null,
                null, null, null);
    }

    private synchronized void update(long id, UnaryOperator<Job> change) {
        jobs.computeIfPresent(id, (_, job) -> change.apply(job));
    }

    private void forgetOldest() {
        var finished = jobs.values().stream().filter(Job::finished).map(Job::id).toList();
        finished.subList(0, Math.max(0, finished.size() - MAX_FINISHED)).forEach(jobs::remove);
    }
}
