package dev.lookalike.vision;

import java.nio.file.Path;

/// A picture or a network could not be used.
public sealed class VisionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private VisionException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
    }

    /// A picture is refused for what it holds.
    public static final class Refused extends VisionException {
        private static final long serialVersionUID = 1L;

        /// Why.
        public enum Reason {
            /// The content is no picture of a known format.
            NOT_A_PICTURE,
            /// The format is known and the system lacks the library for it.
            NOT_SUPPORTED,
            /// The file, its side or its pixels are beyond the limits.
            TOO_LARGE,
            /// The content breaks off or contradicts itself.
            DAMAGED
        }

        private final Reason reason;

        public Refused(Reason reason, String message) {
            super(message, null);
            this.reason = reason;
        }

        /// Why.
        public Reason reason() {
            return reason;
        }
    }

    /// There is no memory to decode a picture now; others are being decoded. Ask again in a moment.
    public static final class Busy extends VisionException {
        private static final long serialVersionUID = 1L;

        private final java.time.Duration patience;

        Busy(long megabytes, long free, java.time.Duration patience) {
            super("decoding takes %,d MB of memory and %,d MB were free after %,d ms; try again in a moment"
                    .formatted(megabytes, free, patience.toMillis()), null);
            this.patience = patience;
        }

        /// How long was waited in vain, a fair guess of when to try again.
        public java.time.Duration patience() {
            return patience;
        }
    }

    /// The operating system refused to read a file.
    public static final class Unreadable extends VisionException {
        private static final long serialVersionUID = 1L;

        public Unreadable(Path file, java.io.IOException cause) {
            super("cannot read %s: %s".formatted(file, cause.getMessage()), cause);
        }
    }

    /// A network file is not what its card promises, or is no image classifier.
    public static final class BadModel extends VisionException {
        private static final long serialVersionUID = 1L;

        public BadModel(String message) {
            super(message, null);
        }
    }

    /// A network's answer to a picture is no direction: a value is not finite, or all are zero.
    public static final class NoEmbedding extends VisionException {
        private static final long serialVersionUID = 1L;

        public NoEmbedding(String message) {
            super(message, null);
        }
    }

    /// A published network could not be fetched.
    public static final class Unreachable extends VisionException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message) {
            super(message, null);
        }
    }
}
