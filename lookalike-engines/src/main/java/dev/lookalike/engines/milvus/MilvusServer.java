package dev.lookalike.engines.milvus;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import dev.lookalike.index.IndexException;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.client.RetryConfig;
import io.milvus.v2.exception.MilvusClientException;
import org.jspecify.annotations.Nullable;

/// A Milvus server, asked patiently. All methods may be called from any thread.
final class MilvusServer implements AutoCloseable {
    /*
     * Everything asked here may be asked twice: an upsert or a delete by id leaves the same rows however often it is done.
     * So whatever may pass (a restart, a network, a server that loads or is asked too much) is asked again, after a pause
     * that doubles and is drawn at random, until patience ends. The client's own repetition does not know a server that
     * answers while it still loads, nor a call that ran out of time, and is left out.
     *
     * A connection waits longer and longer before it tries a server that was away, up to two minutes; so a lost connection
     * is replaced.
     */
    private static final Logger LOG = System.getLogger(MilvusServer.class.getName());
    private static final long LEAST_PER_CALL_MILLIS = 1_000;
    private static final long MOST_PER_CALL_MILLIS = 10_000;
    private static final long LOOK_MILLIS = 20;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 500;

    /// What Milvus says of itself while it starts, loads, moves data or is asked too much, by the numbers of its
    /// `pkg/util/merr`.
    private static final Set<Integer> PASSING = Set.of(1, 2, 4, 8, 9, 11, 101, 103, 106, 201, 202, 401, 500, 501, 502,
            503, 504, 505, 600, 601, 602, 901, 902, 903, 904, 905, 907, 1003);
    /// The number that servers before 2.3 give a request too many.
    private static final int ASKED_TOO_MUCH = 49;
    private static final Pattern OLD = Pattern.compile("v?([01]\\.|2\\.[0-2]\\.).*");

    private final MilvusOptions options;
    private final ReentrantLock connecting = new ReentrantLock();
    /// Null while there is none.
    private volatile @Nullable MilvusClientV2 connection;
    private final AtomicLong losses = new AtomicLong();
    private volatile boolean closed;

    /// Connects.
    ///
    /// @throws IndexException.Unavailable
    ///             if the server does not answer in time, or is too old
    MilvusServer(MilvusOptions options) {
        this.options = options;
        String version = ask("say its version", MilvusClientV2::getServerVersion);
        if (OLD.matcher(version).matches()) {
            close();
            throw new IndexException.Unavailable(
                    "%s is Milvus %s, which cannot compare by cosine; install 2.3 or a later one".formatted(name(),
                            version),
                    null);
        }
    }

    /// Such as `Milvus at 10.0.0.7:19530`.
    String name() {
        return "Milvus at %s:%d".formatted(options.host(), options.port());
    }

    /// What the server answers.
    ///
    /// @param doing
    ///            what it is asked to do, for people
    /// @throws IndexException.Unavailable
    ///             if it does not answer in time, or refuses
    /// @throws IllegalStateException
    ///             if this is closed
    <T> T ask(String doing, Function<MilvusClientV2, T> request) {
        long end = System.nanoTime() + options.patience().toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            MilvusClientV2 client = null;
            try {
                client = connection();
                return request.apply(client);
            } catch (MilvusClientException | StatusRuntimeException | NotYet failure) {
                if (closed) {
                    throw new IllegalStateException("the index is closed; open another", failure);
                }
                if (!(failure instanceof NotYet) && !mayPass(failure)) {
                    throw refused(doing, failure);
                }
                if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause) > end) {
                    throw gone(doing, failure);
                }
                LOG.log(Level.DEBUG, "{0} cannot {1} now, it is asked again: {2}", name(), doing, said(failure));
                if (status(failure) != null) {
                    losses.incrementAndGet();
                    disconnect(client);
                }
            }
            rest(pause, doing);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    /// What is asked for is not there yet, and is asked for again.
    static final class NotYet extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotYet(String what) {
            super(what);
        }
    }

    /// How often a connection was lost.
    long losses() {
        return losses.get();
    }

    /// Asks for something that is only done.
    void tell(String doing, Consumer<MilvusClientV2> request) {
        ask(doing, client -> {
            request.accept(client);
            return doing;
        });
    }

    /// Waits until the server says that something is done. Looking often is cheaper than asking for what is not there yet:
    /// the server itself waits up to two seconds before it looks again.
    ///
    /// @throws IndexException.Unavailable
    ///             if that does not come about in time
    void await(String doing, Predicate<MilvusClientV2> done) {
        long end = System.nanoTime() + options.patience().toNanos();
        while (!ask(doing, done::test)) {
            if (System.nanoTime() > end) {
                throw gone(doing, new IllegalStateException("it is still at it"));
            }
            rest(LOOK_MILLIS, doing);
        }
    }

    private static boolean mayPass(RuntimeException failure) {
        var status = status(failure);
        if (status != null) {
            return switch (status.getCode()) {
                case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED, INTERNAL, UNKNOWN -> true;
                // A server asked too much says so, and so does one that got too long a message.
                case RESOURCE_EXHAUSTED -> !String.valueOf(status.getDescription()).contains("larger than max");
                case OK, INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED, FAILED_PRECONDITION,
                        OUT_OF_RANGE, UNIMPLEMENTED, DATA_LOSS, UNAUTHENTICATED ->
                    false;
            };
        }
        return failure instanceof MilvusClientException told
                && (PASSING.contains(told.getServerErrCode()) || told.getLegacyServerCode() == ASKED_TOO_MUCH);
    }

    /// What became of the call, or null if the server answered it.
    private static @Nullable Status status(RuntimeException failure) {
        var call = failure instanceof StatusRuntimeException ? failure : failure.getCause();
        return call instanceof StatusRuntimeException told ? told.getStatus() : null;
    }

    private IndexException.Unavailable refused(String doing, RuntimeException failure) {
        return new IndexException.Unavailable("%s cannot %s: %s".formatted(name(), doing, said(failure)), failure);
    }

    private IndexException.Unavailable gone(String doing, @Nullable Throwable failure) {
        return new IndexException.Unavailable(
                "%s could not %s within %d s: %s; see that it runs and is reachable, or give it more time (patience=SECONDS)"
                        .formatted(name(), doing, options.patience().toSeconds(),
                                failure == null ? "interrupted" : said(failure)),
                failure);
    }

    private static String said(Throwable failure) {
        return String.valueOf(failure.getMessage()).strip();
    }

    private void rest(long millis, String doing) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw gone(doing, null);
        }
    }

    private MilvusClientV2 connection() {
        connecting.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the index is closed; open another");
            }
            var client = connection;
            if (client == null) {
                long most = Math.clamp(options.patience().toMillis(), LEAST_PER_CALL_MILLIS, MOST_PER_CALL_MILLIS);
                client = new MilvusClientV2(ConnectConfig.builder()
                        .uri("http://%s:%d".formatted(options.host(), options.port()))
                        .token(System.getenv("LOOKALIKE_MILVUS_TOKEN")).connectTimeoutMs(most)
                        .rpcDeadlineMs(most).build());
                client.retryConfig(RetryConfig.builder().maxRetryTimes(1).build());
                connection = client;
            }
            return client;
        } finally {
            connecting.unlock();
        }
    }

    private void disconnect(@Nullable MilvusClientV2 lost) {
        connecting.lock();
        try {
            if (lost != null && lost.equals(connection)) {
                connection = null;
                lost.close();
            }
        } finally {
            connecting.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        disconnect(connection);
    }
}
