package dev.lookalike.gallery.sources;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.lookalike.gallery.Context;
import dev.lookalike.gallery.ContextSource;
import dev.lookalike.gallery.ContextSource.Moment;
import org.jspecify.annotations.Nullable;

/// A source whose answers are remembered for some minutes, its failures for less, and which is not waited for too long.
public final class Answered {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final Duration FAILURE_REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 1_000;
    private static final int MOST_AT_ONCE = 8;

    private final ContextSource source;
    private final Clock clock;
    private final Semaphore asking = new Semaphore(MOST_AT_ONCE);
    private final Map<Moment, Reply> replies = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Moment, Reply> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /// What a source said.
    ///
    /// @param failure
    ///            why it said nothing, or null
    public record Reply(@Nullable Context context, @Nullable String failure, Instant until) {}

    public Answered(ContextSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /// What the source says, or said some minutes ago.
    public Reply ask(Moment moment) {
        synchronized (replies) {
            Reply known = replies.get(moment);
            if (known != null && clock.instant().isBefore(known.until)) {
                return known;
            }
        }
        if (!asking.tryAcquire()) {
            return failed("is asked for too much at once");
        }
        try {
            Reply reply = asked(moment);
            synchronized (replies) {
                replies.remove(moment);
                replies.put(moment, reply);
            }
            return reply;
        } finally {
            asking.release();
        }
    }

    private Reply asked(Moment moment) {
        var question = new FutureTask<>(() -> Objects.requireNonNull(source.at(moment), "it answered nothing"));
        Thread.ofVirtual().name("lookalike-context").start(question);
        try {
            return new Reply(question.get(ContextSource.PATIENCE_SECONDS, TimeUnit.SECONDS), null,
                    clock.instant().plus(REMEMBERED));
        } catch (TimeoutException late) {
            question.cancel(true);
            return failed("did not answer within %d seconds".formatted(ContextSource.PATIENCE_SECONDS));
        } catch (ExecutionException failure) {
            Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
            return failed(Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName()));
        } catch (InterruptedException interrupted) {
            question.cancel(true);
            Thread.currentThread().interrupt();
            return failed("was not waited for");
        }
    }

    private Reply failed(String why) {
        return new Reply(null, "%s: %s".formatted(source.name(), why), clock.instant().plus(FAILURE_REMEMBERED));
    }
}
