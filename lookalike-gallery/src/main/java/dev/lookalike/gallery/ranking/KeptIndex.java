package dev.lookalike.gallery.ranking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.lookalike.index.Capability;
import dev.lookalike.index.EngineProvider;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.VectorIndex;
import org.jspecify.annotations.Nullable;

/// A space's index as it is kept: its engine's file in the derived folder, and a note of what that file holds.
final class KeptIndex implements AutoCloseable {
    /*
     * The file is a copy of the catalogue's embeddings as of some version, and the note says of which. The note is written
     * after the file: where a crash comes between the two, it names an older version than the file's, and some vectors are put
     * again that were there. Nothing here is needed: what is damaged, missing or of another engine is named in the log, dropped
     * and made again from the catalogue.
     */
    /// Fewer vectors than this have no file: they are read from the catalogue in less time than it takes to notice.
    static final int FILE_FROM = 1_024;

    /// How many embeddings the file may lack before it is written again, and what share of all.
    private static final long MERGE_FROM = 1_024;
    private static final long MERGE_SHARE = 16;

    private static final Logger LOG = System.getLogger(KeptIndex.class.getName());

    private final Path file;
    private final CheckedFile noteFile;
    private final String engine;
    private final VectorIndex index;
    private volatile IndexNote note;

    private KeptIndex(Path file, String engine, VectorIndex index, IndexNote note) {
        this.file = file;
        this.engine = engine;
        this.index = index;
        this.note = note;
        noteFile = noteFile(file);
    }

    private static CheckedFile noteFile(Path file) {
        return new CheckedFile(file.resolveSibling(file.getFileName() + ".note"));
    }

    /// Opens what is kept, or begins anew.
    ///
    /// @param file
    ///            of the index
    /// @param engine
    ///            as [EngineProvider#open] takes it
    /// @param dimension
    ///            values of a vector
    static KeptIndex open(Path file, String engine, int dimension) {
        try {
            VectorIndex index = EngineProvider.open(engine, file, IndexSpec.of(dimension));
            return new KeptIndex(file, engine, index, IndexNote.of(noteFile(file).read()));
        } catch (IndexException.Corrupt | IndexException.Incompatible unusable) {
            LOG.log(Level.WARNING, "{0}. The index is made again from the catalogue", unusable.getMessage());
            return begin(file, engine, dimension);
        } catch (IndexException.Storage refused) {
            return inMemory(file, engine, dimension, refused);
        }
    }

    /// Opens an index that another process keeps on a server.
    ///
    /// @throws IndexException.Unavailable
    ///             if it is not there
    static KeptIndex shared(Path file, String engine, int dimension) {
        return new KeptIndex(file, engine, EngineProvider.openShared(engine, file, IndexSpec.of(dimension)),
                IndexNote.NONE);
    }

    /// Drops what is kept and begins anew.
    static KeptIndex begin(Path file, String engine, int dimension) {
        try {
            drop(file);
            return new KeptIndex(file, engine, EngineProvider.open(engine, file, IndexSpec.of(dimension)),
                    IndexNote.NONE);
        } catch (IndexException.Storage refused) {
            return inMemory(file, engine, dimension, refused);
        }
    }

    private static KeptIndex inMemory(Path file, String engine, int dimension, IndexException refused) {
        LOG.log(Level.WARNING, "{0}. Until the next start, searches are exact and in memory", refused.getMessage());
        return new KeptIndex(file, engine, VectorIndex.inMemory(dimension), IndexNote.NONE);
    }

    /// Deletes what is kept, if anything is.
    static void drop(Path file) {
        delete(file);
        delete(noteFile(file).path());
    }

    private static void delete(Path path) {
        try (Stream<Path> below = Files.exists(path) ? Files.walk(path) : Stream.of()) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException failure) {
            throw new IndexException.Storage(path, failure);
        } catch (UncheckedIOException failure) {
            throw new IndexException.Storage(path, new IOException(failure));
        }
    }

    /// Deletes what other indexes left in this one's folder, and on the engine's server if it has one.
    void dropOthers() {
        String name = file.getFileName().toString();
        try {
            EngineProvider.dropOthers(engine, file);
        } catch (IndexException failure) {
            LOG.log(Level.WARNING, "an index of an earlier space stays for now: {0}", failure.getMessage());
        }
        try (Stream<Path> beside = Files.list(file.toAbsolutePath().getParent())) {
            beside.filter(each -> !each.getFileName().toString().startsWith(name)).forEach(KeptIndex::delete);
        } catch (IOException | IndexException failure) {
            LOG.log(Level.DEBUG, "an index of an earlier space stays: {0}", failure.getMessage());
        }
    }

    VectorIndex index() {
        return index;
    }

    /// Whether its engine can answer with certainty.
    boolean isCertain() {
        return EngineProvider.all().stream().filter(each -> engine.split(":", 2)[0].equals(each.name()))
                .anyMatch(each -> each.capabilities().contains(Capability.EXACT));
    }

    Path file() {
        return file;
    }

    String engine() {
        return engine;
    }

    IndexNote note() {
        return note;
    }

    /// Writes the index to its file, if there is one or it is large enough to have one.
    ///
    /// @param version
    ///            of the embeddings that it holds
    /// @throws IndexException.Storage
    ///             if the operating system refuses; the old file stays
    void merge(long version) {
        if (index.count() >= FILE_FROM || Files.exists(file)) {
            index.merge();
            write(note.merged(version));
        }
    }

    /// Writes the file of an index that follows another: a beam that was measured in the space before is not far from the one
    /// this space needs.
    void succeed(IndexNote before, long version) {
        merge(version);
        if (!before.curves().isEmpty()) {
            write(note.tuned(before.measured(), before.curves()));
        }
    }

    /// Whether the file should be written. What it lacks is put again at the next start, so that need not be often.
    ///
    /// @param version
    ///            of the embeddings there are now
    /// @param count
    ///            how many there are
    boolean isDue(long version, long count) {
        return count >= FILE_FROM && (note.merged().equals(IndexNote.NONE.merged()) || version < note.version()
                || version - note.version() >= Math.max(MERGE_FROM, count / MERGE_SHARE));
    }

    /// Whether it pays to measure what beam finds how much. An engine that cannot be certain does not know the truth; of one
    /// without a file, such as a server, nobody knows what a second index costs.
    boolean isTunable(long count) {
        return count >= IndexSpec.GRAPH_FROM && bytes() > 0 && isCertain();
    }

    /// How much of the disk its file takes.
    long bytes() {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    /// Keeps a note with the index.
    void write(IndexNote written) {
        noteFile.write(written.bytes());
        note = written;
    }

    /// What is wrong with the files, each with its place: all of them are read.
    List<String> damages() {
        var damages = new ArrayList<String>();
        @Nullable
        String noteDamage = noteFile.damage();
        if (noteDamage != null) {
            damages.add(noteDamage);
        }
        if (Files.exists(file)) {
            try (VectorIndex fresh = EngineProvider.open(engine, file, IndexSpec.of(index.dimension()))) {
                fresh.verify();
            } catch (IndexException failure) {
                damages.add(String.valueOf(failure.getMessage()));
            }
        }
        return damages;
    }

    @Override
    public void close() {
        index.close();
    }
}
