package dev.lookalike.gallery;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/// A gallery could not do what was asked for a reason outside the program.
public sealed class GalleryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private GalleryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// Another process has the gallery open.
    public static final class InUse extends GalleryException {
        private static final long serialVersionUID = 1L;

        public InUse(Path folder, String owner) {
            super("%s is open in %s; close it, or talk to that server".formatted(folder, owner), null);
        }
    }

    /// What is stored does not hold what its checksum promises.
    public static final class Corrupt extends GalleryException {
        private static final long serialVersionUID = 1L;

        public Corrupt(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /// The gallery was made with another model, or by another version of the program.
    public static final class Incompatible extends GalleryException {
        private static final long serialVersionUID = 1L;

        public Incompatible(String message) {
            super(message, null);
        }
    }

    /// The operating system refused to read or write.
    public static final class Storage extends GalleryException {
        private static final long serialVersionUID = 1L;

        public Storage(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /// What is needed, such as the gallery's engine, cannot be used here, or not yet.
    public static final class Unavailable extends GalleryException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /// This process only reads the gallery, which another one owns.
    public static final class ReadOnly extends GalleryException {
        private static final long serialVersionUID = 1L;

        public ReadOnly(String owner) {
            super("this process only reads the gallery; change it where it is owned, at %s".formatted(owner), null);
        }
    }

    /// There is no picture with this id.
    public static final class NoSuchImage extends GalleryException {
        private static final long serialVersionUID = 1L;

        public NoSuchImage(long id) {
            super("there is no picture %d; `lookalike list` shows those there are".formatted(id), null);
        }
    }

    /// Nothing is kept of a person with this name.
    public static final class NoSuchUser extends GalleryException {
        private static final long serialVersionUID = 1L;

        public NoSuchUser(String user) {
            super("nothing is kept of a user %s; `lookalike users` shows those there are".formatted(user), null);
        }
    }
}
