package dev.lookalike.app.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.vision.Limits;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/// What a route takes besides its parameters, read byte for byte as it was sent.
enum Body {
    NONE(0), JSON(1 << 20), PICTURE((int) Limits.UPLOAD.bytes());

    private final int maxBytes;

    Body(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    int maxBytes() {
        return maxBytes;
    }

    /// How many bytes a request's body will have, or the most it may have where the request does not say.
    ///
    /// @throws ProblemException
    ///             if it is more than is taken, or of another type
    int announced(Context request) {
        long length = request.req().getContentLengthLong();
        checkType(request.header("Content-Type"), length);
        if (length > maxBytes) {
            throw tooLarge(length + " bytes");
        }
        if (length == 0 && this != NONE) {
            throw new ProblemException(Kind.BAD_REQUEST,
                    "the body is empty; send %s".formatted(this == JSON ? "JSON" : "a picture's bytes"));
        }
        return length < 0 ? maxBytes : (int) length;
    }

    /// The body.
    byte[] read(Context request) {
        long length = request.req().getContentLengthLong();
        try (var in = request.req().getInputStream()) {
            byte[] bytes = length >= 0 ? in.readNBytes((int) length) : readToEnd(in);
            if (length > bytes.length) {
                throw new ProblemException(Kind.BAD_REQUEST, "the body broke off after %d of %d bytes; send it again"
                        .formatted(bytes.length, length));
            }
            return bytes;
        } catch (IOException failure) {
            throw new ProblemException(Kind.BAD_REQUEST, "the body could not be read; send it again");
        }
    }

    /// Reads away what is left of a refused body, as far as one would have been taken: a caller that is still sending
    /// when the connection closes never sees why.
    static void discard(Context request) {
        try (var in = request.req().getInputStream()) {
            byte[] buffer = new byte[64 << 10];
            long left = PICTURE.maxBytes + (1L << 20);
            for (int count = in.read(buffer); count >= 0 && left > 0; count = in.read(buffer)) {
                left -= count;
            }
        } catch (IOException _) {
            // The caller has gone; there is nobody to answer.
        }
    }

    private byte[] readToEnd(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 << 10];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (bytes.size() + count > maxBytes) {
                throw tooLarge("more than %d bytes".formatted(maxBytes));
            }
            bytes.writeBytes(count == buffer.length ? buffer : Arrays.copyOf(buffer, count));
        }
        return bytes.toByteArray();
    }

    private void checkType(@Nullable String header, long length) {
        String type = header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean fits = switch (this) {
            case NONE -> length <= 0;
            case JSON -> type.equals("application/json");
            case PICTURE -> type.isEmpty() || type.startsWith("image/") || type.equals("application/octet-stream");
        };
        if (!fits) {
            throw this == NONE
                    ? new ProblemException(Kind.BAD_REQUEST, "this takes no body; send none")
                    : new ProblemException(Kind.WRONG_TYPE, "the content type is %s; send %s".formatted(
                            type.isEmpty() ? "missing" : type,
                            this == JSON ? "application/json" : "image/* or application/octet-stream, the bytes bare"));
        }
    }

    private ProblemException tooLarge(String size) {
        return new ProblemException(Kind.TOO_LARGE,
                "the body has %s; at most %d are taken".formatted(size, maxBytes));
    }
}
