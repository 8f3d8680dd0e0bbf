package dev.lookalike.gallery.catalogue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/// The connections to one catalogue file: one that writes, made on demand, and a pool of those that read.
final class Connections implements AutoCloseable {
    private static final int MAX_READERS = 8;

    /*
     * WAL with synchronous=FULL syncs the log at each commit. Checkpoints are asked for by the writer, because SQLite
     * swallows a failed sync of the checkpoints it starts by itself. Nothing is mapped into memory: a cut file is then
     * an error and not a signal.
     */
    private static final List<String> SETTINGS = List.of("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=0",
            "busy_timeout=10000", "mmap_size=0", "cell_size_check=ON", "trusted_schema=OFF", "fullfsync=ON",
            "checkpoint_fullfsync=ON", "temp_store=MEMORY", "cache_size=-8000");

    private static final List<String> READER_SETTINGS = List.of("busy_timeout=10000", "mmap_size=0",
            "cell_size_check=ON", "trusted_schema=OFF", "query_only=ON", "temp_store=MEMORY", "cache_size=-8000");

    private final Path file;
    private final ConcurrentLinkedDeque<Sql> idle = new ConcurrentLinkedDeque<>();
    private final Semaphore permits = new Semaphore(MAX_READERS);
    private volatile boolean closed;

    Connections(Path file) {
        this.file = file;
    }

    /// A connection that may write; belongs to the caller.
    Sql writing() {
        return open(file, SETTINGS, new Properties());
    }

    /// A plain connection to a file that is no catalogue yet; belongs to the caller.
    static Sql bare(Path file) {
        return open(file, List.of("page_size=" + Schema.PAGE_BYTES, "synchronous=FULL"),
                new Properties());
    }

    /// What `work` makes of the catalogue; each of its questions sees the newest commit.
    <T> T read(Function<Sql, T> work) {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("the gallery is closed");
            }
            Sql sql = idle.pollFirst();
            if (sql == null) {
                sql = reading();
            }
            return use(sql, work);
        } finally {
            permits.release();
        }
    }

    /// What `work` makes of one moment of the catalogue.
    <T> T readMoment(Function<Sql, T> work) {
        return read(sql -> {
            sql.control("BEGIN");
            T answer = work.apply(sql);
            sql.control("COMMIT");
            return answer;
        });
    }

    /*
     * A connection whose work failed is not trusted again: it may stand inside a transaction.
     */
    private <T> T use(Sql sql, Function<Sql, T> work) {
        boolean sound = false;
        try {
            T answer = work.apply(sql);
            sound = true;
            return answer;
        } finally {
            if (sound) {
                idle.addFirst(sql);
            } else {
                sql.close();
            }
        }
    }

    /*
     * Opened for reading alone, so that one that is closed last carries no log into the file behind the writer's back.
     */
    private Sql reading() {
        var readOnly = new SQLiteConfig();
        readOnly.setReadOnly(true);
        return open(file, READER_SETTINGS, readOnly.toProperties());
    }

    private static Sql open(Path file, List<String> settings, Properties properties) {
        try {
            Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, properties);
            try (Statement statement = connection.createStatement()) {
                for (String setting : settings) {
                    statement.execute("PRAGMA " + setting);
                }
            } catch (SQLException failure) {
                connection.close();
                throw failure;
            }
            return new Sql(connection, file.toString());
        } catch (SQLException failure) {
            throw SqlFailure.of(file.toString(), failure);
        }
    }

    /// Waits for the reads under way, then closes the readers.
    @Override
    public void close() {
        closed = true;
        permits.acquireUninterruptibly(MAX_READERS);
        idle.forEach(Sql::close);
        idle.clear();
        permits.release(MAX_READERS);
    }
}
