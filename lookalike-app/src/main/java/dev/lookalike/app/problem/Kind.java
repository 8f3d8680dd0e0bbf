package dev.lookalike.app.problem;

import java.util.Locale;

/// The kinds of things that go wrong, each with its status in HTTP and the exit code of a command that met it.
public enum Kind {
    /// A parameter is malformed, unknown or out of bounds.
    BAD_REQUEST(400, Exit.USAGE, "The request is wrong"),
    /// A key is missing or wrong.
    NO_KEY(401, Exit.USAGE, "A key is needed"),
    /// The key does not reach this far, or the request comes from another site.
    FORBIDDEN(403, Exit.USAGE, "Not allowed"),
    /// There is no such route.
    NO_SUCH_ROUTE(404, Exit.USAGE, "There is no such address"),
    /// There is no such picture.
    NO_SUCH_IMAGE(404, Exit.USAGE, "There is no such picture"),
    /// Nothing is kept of such a user.
    NO_SUCH_USER(404, Exit.USAGE, "There is no such user"),
    /// There is no such upload, or not any more.
    NO_SUCH_UPLOAD(404, Exit.USAGE, "There is no such upload"),
    /// There is no such job, or not any more.
    NO_SUCH_JOB(404, Exit.USAGE, "There is no such job"),
    /// The route knows other methods.
    WRONG_METHOD(405, Exit.USAGE, "The address does not do this"),
    /// A file that is named does not exist.
    NO_SUCH_FILE(400, Exit.USAGE, "There is no such file"),
    /// Another process has the gallery open.
    IN_USE(409, Exit.UNAVAILABLE, "The gallery is in use"),
    /// This process only reads a gallery that another one owns.
    READ_ONLY(409, Exit.USAGE, "The gallery is only read here"),
    /// Another model, or another version of the program, made what is stored.
    INCOMPATIBLE(409, Exit.CORRUPT, "The gallery does not fit"),
    /// A picture's file is not where it was.
    GONE(410, Exit.REJECTED, "The picture's file is gone"),
    /// The picture or the body is beyond a limit.
    TOO_LARGE(413, Exit.REJECTED, "Too large"),
    /// The content is no picture of a known format, or the body no JSON.
    NOT_A_PICTURE(415, Exit.REJECTED, "Not a picture"),
    /// The format is known, the system lacks the library for it.
    NOT_SUPPORTED(415, Exit.REJECTED, "The format is not supported here"),
    /// The body has another content type than the route takes.
    WRONG_TYPE(415, Exit.USAGE, "The content type is wrong"),
    /// The picture breaks off or contradicts itself.
    DAMAGED(422, Exit.REJECTED, "The picture is damaged"),
    /// A limit on what goes on at once is reached.
    BUSY(429, Exit.UNAVAILABLE, "Too much at once"),
    /// What is stored does not hold what its checksum promises.
    CORRUPT(500, Exit.CORRUPT, "Stored data is damaged"),
    /// A network's file is not what its card promises.
    BAD_MODEL(500, Exit.CORRUPT, "The model cannot be used"),
    /// The operating system refused to read or write.
    STORAGE(507, Exit.UNAVAILABLE, "The disk refuses"),
    /// The server does not answer, or is stopping.
    UNAVAILABLE(503, Exit.UNAVAILABLE, "Not available"),
    /// The program's own fault.
    BUG(500, Exit.BUG, "A fault of the program");

    private final int status;
    private final int exitCode;
    private final String title;

    Kind(int status, int exitCode, String title) {
        this.status = status;
        this.exitCode = exitCode;
        this.title = title;
    }

    /// In HTTP.
    public int status() {
        return status;
    }

    /// Of a command that met it.
    public int exitCode() {
        return exitCode;
    }

    String title() {
        return title;
    }

    String type() {
        return Problem.TYPE_PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
