package dev.lookalike.gallery.sources;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.Context;
import dev.lookalike.gallery.ContextSource;
import dev.lookalike.gallery.catalogue.Json;
import org.jspecify.annotations.Nullable;

/// What a server says that the shop chose: nothing is asked of any other.
public final class HttpSource implements ContextSource {
    /*
     * Host, port and scheme are the shop's: what is filled in stands behind them and is encoded, so no query reaches another
     * server, and redirects are not followed. An answer is up to MOST_BYTES long, and both the connection and the first
     * byte come within TIMEOUT; who asks waits no longer than ContextSource says in any case.
     */
    private static final int MOST_BYTES = 1 << 18;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final List<String> HOLES = List.of("{place}", "{date}", "{user}");

    private final Remote spec;
    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT).build();

    public HttpSource(Remote spec) {
        this.spec = spec;
    }

    /// Refuses an address that nobody could mean.
    public static void check(String url, List<String> pointers) {
        URI address;
        try {
            address = URI.create(filled(url, new Moment("", java.time.LocalDate.EPOCH, null)));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("the url is %s, which is none: %s".formatted(url, wrong.getMessage()),
                    wrong);
        }
        boolean isWeb = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        String host = url.replaceFirst("^[a-z]+://", "").split("[/?#]", 2)[0];
        if (!isWeb || address.getHost() == null || host.contains("{") || address.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the url is %s; give http or https, a host, and {place}, {date} and {user} only behind it"
                            .formatted(url));
        }
        for (String pointer : pointers) {
            if (!pointer.isEmpty() && !pointer.startsWith("/")) {
                throw new IllegalArgumentException(
                        "a value lies at `%s`; give a JSON pointer, such as /current/0/sky".formatted(pointer));
            }
        }
    }

    @Override
    public String name() {
        return URI.create(filled(spec.url(), new Moment("", java.time.LocalDate.EPOCH, null))).getHost();
    }

    @Override
    public Context at(Moment moment) throws IOException, InterruptedException {
        for (String hole : HOLES) {
            if (spec.url().contains(hole) && value(hole, moment).isEmpty()) {
                // Of nowhere there is no weather.
                return Context.NOW;
            }
        }
        HttpResponse<InputStream> response = http.send(HttpRequest.newBuilder(URI.create(filled(spec.url(), moment)))
                .timeout(TIMEOUT).header("Accept", "application/json").build(), BodyHandlers.ofInputStream());
        byte[] body;
        try (InputStream in = response.body()) {
            body = in.readNBytes(MOST_BYTES + 1);
        }
        if (response.statusCode() != 200) {
            throw new IOException("it answered %d".formatted(response.statusCode()));
        }
        if (body.length > MOST_BYTES) {
            throw new IOException("its answer has more than %d bytes".formatted(MOST_BYTES));
        }
        return read(Json.document(new String(body, StandardCharsets.UTF_8)));
    }

    private Context read(@Nullable Object json) {
        var texts = new LinkedHashMap<String, String>();
        Map.of("weather", spec.weather(), "temperature", spec.temperature(), "season", spec.season(), "occasion",
                spec.occasion()).forEach((name, pointer) -> {
                    Object value = pointer.isEmpty() ? null : at(json, pointer);
                    String text = value == null ? "" : String.valueOf(value);
                    texts.put(name, spec.words().getOrDefault(text, text));
                });
        return Told.values(texts);
    }

    /// What lies at a JSON pointer (RFC 6901); null where nothing does.
    private static @Nullable Object at(@Nullable Object json, String pointer) {
        Object here = json;
        for (String part : pointer.substring(1).split("/", -1)) {
            String name = part.replace("~1", "/").replace("~0", "~");
            here = switch (here) {
                case Map<?, ?> map -> map.get(name);
                case List<?> list when name.matches("[0-9]{1,9}") && Integer.parseInt(name) < list.size() ->
                    list.get(Integer.parseInt(name));
                case null, default -> null;
            };
        }
        return here;
    }

    private static String filled(String url, Moment moment) {
        String filled = url;
        for (String hole : HOLES) {
            filled = filled.replace(hole, encoded(value(hole, moment)));
        }
        return filled;
    }

    private static String value(String hole, Moment moment) {
        return switch (hole) {
            case "{place}" -> moment.place();
            case "{date}" -> moment.date().toString();
            default -> moment.user() == null ? "" : moment.user();
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
