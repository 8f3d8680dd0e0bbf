package dev.lookalike.app.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.gallery.ContextSource;
import org.jspecify.annotations.Nullable;

/// Sources of situations as files name them.
public final class Sources {
    private static final long MOST_BYTES = 1 << 20;

    private Sources() {}

    /// A server that is asked; see [ContextSource.Remote]. What is null is not there.
    record Remote(@Nullable String url, @Nullable String weather, @Nullable String temperature,
            @Nullable String season, @Nullable String occasion, @Nullable Map<String, String> words) {
        ContextSource source() {
            return ContextSource.http(new ContextSource.Remote(url == null ? "" : url, or(weather), or(temperature),
                    or(season), or(occasion), words == null ? Map.of() : words));
        }

        private static String or(@Nullable String pointer) {
            return pointer == null ? "" : pointer;
        }
    }

    /// What a file says, or the server that it names: JSON with a `url`.
    public static ContextSource of(Path file) {
        if (file.toString().endsWith(".json")) {
            try {
                byte[] json = Files.size(file) > MOST_BYTES ? new byte[0] : Files.readAllBytes(file);
                if (Json.hasField(json, "url")) {
                    return Json.read(json, Remote.class).source();
                }
            } catch (IOException failure) {
                throw new ProblemException(Kind.NO_SUCH_FILE, "cannot read %s: %s".formatted(file, failure));
            }
        }
        return ContextSource.file(file);
    }
}
