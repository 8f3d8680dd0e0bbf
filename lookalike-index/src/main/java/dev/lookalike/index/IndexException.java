package dev.lookalike.index;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/// An index could not be read or written. The vectors that were put are still where they came from: an index can always
/// be made anew from them.
public sealed class IndexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private IndexException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    private IndexException(String message) {
        super(message);
    }

    /// A file does not hold what its checksums promise.
    public static final class Corrupt extends IndexException {
        private static final long serialVersionUID = 1L;

        public Corrupt(Path file, long offset, String what) {
            super("%s is damaged at byte %d: %s; delete it and put its vectors again".formatted(file, offset, what));
        }
    }

    /// A file is sound but of no use here: of another format version, dimension or precision.
    public static final class Incompatible extends IndexException {
        private static final long serialVersionUID = 1L;

        public Incompatible(Path file, String what) {
            super("%s cannot be used: %s; open it as what it is, or delete it and put its vectors again".formatted(file,
                    what));
        }
    }

    /// The operating system refused to read or write.
    public static final class Storage extends IndexException {
        private static final long serialVersionUID = 1L;

        public Storage(Path file, IOException cause) {
            super("cannot use %s: %s; see to it that the place exists, is writable and has room".formatted(file, cause),
                    cause);
        }
    }

    /// An engine cannot be used here, or the server that holds the index does not answer, or refuses.
    public static final class Unavailable extends IndexException {
        private static final long serialVersionUID = 1L;

        /// @param message
        ///            what happened, and what to do about it
        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
