package dev.lookalike.app.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import io.javalin.http.Context;

/// The page's files, from the program itself: read once, compressed once.
final class Page {
    private static final String FOLDER = "/dev/lookalike/app/web/";
    private static final Pattern PATH = Pattern.compile("(?:[a-zA-Z0-9_-]+/)*[a-zA-Z0-9_-]+(?:[.-][a-zA-Z0-9_-]+)+");
    private static final int WORTH_COMPRESSING = 1_024;
    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"), Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"), Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"), Map.entry("ico", "image/x-icon"), Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"), Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"), Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"), Map.entry("yaml", "application/yaml; charset=utf-8"));

    private final Map<String, Optional<StaticFile>> files = new ConcurrentHashMap<>();

    /// A file as it is sent.
    record StaticFile(String type, String etag, byte[] plain, byte[] gzip) {}

    /// Answers with the file at this path of the page, if there is one.
    boolean answer(Context request, String path) {
        if (!PATH.matcher(path).matches() || path.length() > 200) {
            return false;
        }
        return answerResource(request, FOLDER + path);
    }

    /// Answers with a resource of the program.
    boolean answerResource(Context request, String resource) {
        var found = files.get(resource);
        if (found == null) {
            found = read(resource);
            if (found.isPresent()) {
                files.put(resource, found);
            }
        }
        found.ifPresent(file -> send(request, file));
        return found.isPresent();
    }

    private static void send(Context request, StaticFile file) {
        request.header("Cache-Control", "no-cache");
        request.header("Vary", "Accept-Encoding");
        if (Replies.unchanged(request, file.etag)) {
            return;
        }
        boolean compress = file.gzip.length > 0 && Replies.takesGzip(request);
        if (compress) {
            request.header("Content-Encoding", "gzip");
        }
        request.contentType(file.type).result(compress ? file.gzip : file.plain);
    }

    private static Optional<StaticFile> read(String resource) {
        String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        try (var in = Page.class.getResourceAsStream(resource)) {
            if (in == null || type == null) {
                return Optional.empty();
            }
            byte[] plain = in.readAllBytes();
            byte[] gzip = gzip(plain);
            boolean worth = plain.length >= WORTH_COMPRESSING && gzip.length < plain.length * 9 / 10;
            return Optional.of(new StaticFile(type, Replies.etag(plain), plain, worth ? gzip : new byte[0]));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the program's own " + resource, failure);
        }
    }

    static byte[] gzip(byte[] plain) {
        var bytes = new ByteArrayOutputStream(plain.length / 3 + 64);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
