package dev.lookalike.app.http;

import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.lookalike.app.api.Content;
import dev.lookalike.app.api.Json;
import dev.lookalike.app.problem.Problem;
import io.javalin.http.Context;

/// How answers are written.
final class Replies {
    private static final int WORTH_COMPRESSING = 16 << 10;
    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
            + " blob: data:; media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self';"
            + " form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    private static final String CONTENT_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

    private Replies() {}

    /// What every answer says, whatever it is.
    static void secure(Context request) {
        request.header("Content-Security-Policy", PAGE_POLICY);
        request.header("X-Content-Type-Options", "nosniff");
        request.header("Referrer-Policy", "no-referrer");
        request.header("Cross-Origin-Resource-Policy", "same-origin");
        request.header("Cross-Origin-Opener-Policy", "same-origin");
        request.header("Permissions-Policy", "camera=(self), microphone=(), geolocation=(), browsing-topics=()");
        request.header("Cache-Control", "no-store");
    }

    static void json(Context request, int status, Object value) {
        byte[] bytes = Json.bytes(value);
        request.status(status).contentType("application/json");
        boolean compress = bytes.length >= WORTH_COMPRESSING && takesGzip(request) && !isLocal(request);
        if (compress) {
            request.header("Content-Encoding", "gzip");
        }
        request.result(compress ? Page.gzip(bytes) : bytes);
    }

    static void problem(Context request, Problem problem) {
        switch (problem.status()) {
            case 401 -> request.header("WWW-Authenticate", "Bearer");
            case 429, 503 -> request.header("Retry-After", "2");
            default -> {
                // The rest need no header of their own.
            }
        }
        request.header("Cache-Control", "no-store").removeHeader("Content-Encoding").removeHeader("ETag");
        request.status(problem.status()).result(Json.bytes(problem)).contentType("application/problem+json");
    }

    /// The bytes of a file that other people made: never run, never guessed at.
    static void content(Context request, Content content) {
        request.header("Content-Security-Policy", CONTENT_POLICY);
        request.header("Cache-Control", "private, no-cache");
        if (unchanged(request, content.sha256())) {
            content.close();
            return;
        }
        request.contentType(content.format()).header("Content-Length", Long.toString(content.bytes()));
        request.result(content.body());
    }

    /// Sets the ETag, and answers that the caller's copy is still right if it is.
    static boolean unchanged(Context request, String etag) {
        String quoted = '"' + etag + '"';
        request.header("ETag", quoted);
        String theirs = request.header("If-None-Match");
        boolean same = theirs != null && theirs.contains(quoted);
        if (same) {
            request.status(304);
        }
        return same;
    }

    static boolean takesGzip(Context request) {
        String encodings = request.header("Accept-Encoding");
        return encodings != null && encodings.contains("gzip");
    }

    static String etag(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isLocal(Context request) {
        return InetAddress.ofLiteral(request.ip()).isLoopbackAddress();
    }
}
