package dev.lookalike.app.problem;

import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.concurrent.CancellationException;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.index.IndexException;
import dev.lookalike.vision.VisionException;

/// What went wrong: RFC 9457's problem details, with the exit code of a command that met it.
///
/// This is the one place that knows which failure is which status and which exit code; nothing else formats failures.
///
/// @param type
///            [#TYPE_PREFIX] and the kind, such as `no-such-image`; stable
/// @param title
///            the kind in a few words, always the same
/// @param status
///            of HTTP
/// @param detail
///            what happened, the value, what was expected and what to do next
/// @param exitCode
///            of a process: 1 some inputs rejected, 2 usage, 3 data corrupt or incompatible, 4 unavailable, 70 bug
public record Problem(String type, String title, int status, String detail, int exitCode) {
    /// What every type begins with.
    public static final String TYPE_PREFIX = "urn:lookalike:problem:";

    /// A problem of this kind.
    public static Problem of(Kind kind, String detail) {
        return new Problem(kind.type(), kind.title(), kind.status(), detail, kind.exitCode());
    }

    /// The problem that a failure is. A bug's message stays inside: it is logged where it is caught.
    public static Problem of(Throwable failure) {
        return switch (failure) {
            case ProblemException known -> known.problem();
            case VisionException vision -> of(kind(vision), message(vision));
            case GalleryException gallery -> of(kind(gallery), message(gallery));
            case IndexException index -> of(kind(index), message(index));
            case CancellationException stopped -> of(Kind.UNAVAILABLE, message(stopped));
            case UncheckedIOException io -> of(kind(io), message(io));
            case IllegalArgumentException usage -> of(Kind.BAD_REQUEST, message(usage));
            default -> of(Kind.BUG, "%s; the log has the details, please report them"
                    .formatted(failure.getClass().getSimpleName()));
        };
    }

    /// Whether this is the program's own fault, whose details belong into the log.
    public boolean bug() {
        return exitCode == Exit.BUG;
    }

    private static Kind kind(VisionException failure) {
        return switch (failure) {
            case VisionException.Refused refused -> switch (refused.reason()) {
                case NOT_A_PICTURE -> Kind.NOT_A_PICTURE;
                case NOT_SUPPORTED -> Kind.NOT_SUPPORTED;
                case TOO_LARGE -> Kind.TOO_LARGE;
                case DAMAGED -> Kind.DAMAGED;
            };
            case VisionException.Busy _ -> Kind.BUSY;
            case VisionException.Unreadable _ -> Kind.GONE;
            case VisionException.NoEmbedding _ -> Kind.DAMAGED;
            case VisionException.BadModel _ -> Kind.BAD_MODEL;
            case VisionException _ -> Kind.BUG;
        };
    }

    private static Kind kind(GalleryException failure) {
        return switch (failure) {
            case GalleryException.InUse _ -> Kind.IN_USE;
            case GalleryException.Corrupt _ -> Kind.CORRUPT;
            case GalleryException.Incompatible _ -> Kind.INCOMPATIBLE;
            case GalleryException.Storage _ -> Kind.STORAGE;
            case GalleryException.NoSuchImage _ -> Kind.NO_SUCH_IMAGE;
            case GalleryException.NoSuchUser _ -> Kind.NO_SUCH_USER;
            case GalleryException.ReadOnly _ -> Kind.READ_ONLY;
            case GalleryException.Unavailable _ -> Kind.UNAVAILABLE;
            case GalleryException _ -> Kind.BUG;
        };
    }

    private static Kind kind(IndexException failure) {
        return switch (failure) {
            case IndexException.Corrupt _ -> Kind.CORRUPT;
            case IndexException.Incompatible _ -> Kind.INCOMPATIBLE;
            case IndexException.Storage _ -> Kind.STORAGE;
            case IndexException.Unavailable _ -> Kind.UNAVAILABLE;
            case IndexException _ -> Kind.BUG;
        };
    }

    private static Kind kind(UncheckedIOException failure) {
        return failure.getCause() instanceof NoSuchFileException ? Kind.NO_SUCH_FILE : Kind.STORAGE;
    }

    private static String message(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
    }
}
