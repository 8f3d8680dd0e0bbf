package dev.lookalike.app.http;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.lookalike.app.api.Answer;
import dev.lookalike.app.api.Bounds;
import dev.lookalike.app.api.Json;
import dev.lookalike.app.api.Metric;
import dev.lookalike.app.api.Place;
import dev.lookalike.app.api.Projection;
import dev.lookalike.app.api.Protocol;
import dev.lookalike.app.api.Search;
import dev.lookalike.app.api.Upload;
import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.Words;
import dev.lookalike.vision.Crop;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/// A request whose parameters are read strictly: malformed, repeated, unknown and unbounded ones are refused.
///
/// @param request
///            as it came
/// @param body
///            all of it
record Asked(Context request, byte[] body) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern TRUTH = Pattern.compile("true|false");
    private static final Pattern SHARE = Pattern.compile("[0-9]{0,4}\\.?[0-9]{1,20}(?:[eE]-[0-9]{1,2})?");
    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{8,64}");

    static void checkParameters(Context request, Set<String> known, boolean others) {
        request.queryParamMap().forEach((name, values) -> {
            if (!known.contains(name)) {
                if (others) {
                    return;
                }
                throw new IllegalArgumentException("the parameter %s is unknown; %s".formatted(shown(name),
                        known.isEmpty() ? "there are none here" : "there are " + String.join(", ", known)));
            }
            if (values.size() > 1) {
                throw new IllegalArgumentException("the parameter %s is given %d times; give it once".formatted(name,
                        values.size()));
            }
        });
    }

    long id(String name) {
        return Bounds.check(name, parsed(name, request.pathParam(name)), 1, Long.MAX_VALUE);
    }

    String uploadId() {
        return matching("upload", request.pathParam("upload"), Upload.ID, "32 hex digits");
    }

    String user() {
        return Event.checkUser(request.pathParam("user"));
    }

    long after() {
        return number("after", 0, 0, Long.MAX_VALUE);
    }

    int count(int usual, int most) {
        return (int) number("count", usual, 1, most);
    }

    int matches() {
        return count(Answer.DEFAULT_COUNT, Answer.MAX_COUNT);
    }

    long number(String name, long usual, long least, long most) {
        String value = request.queryParam(name);
        return value == null ? usual : Bounds.check(name, parsed(name, value), least, most);
    }

    String text(String name, String usual, int mostCharacters) {
        String value = request.queryParam(name);
        return value == null ? usual : checked(name, value, mostCharacters);
    }

    @Nullable
    String version() {
        String value = request.queryParam("v");
        return value == null ? null : matching("v", value, VERSION, "8 to 64 hex digits");
    }

    Protocol protocol() {
        return new Protocol((int) number("queries", Protocol.MAX_QUERIES, 1, Protocol.MAX_QUERIES),
                text("ask", "", Place.MAX_LENGTH), text("among", "", Place.MAX_LENGTH));
    }

    Search.Filter filter() {
        return new Search.Filter(request.queryParam("folder"), request.queryParam("category"), null,
                request.queryParam("where"));
    }

    String words() {
        String words = text("words", "", Words.MAX_LENGTH);
        if (words.isBlank()) {
            throw new IllegalArgumentException("words are missing; give some, such as words=red+dress");
        }
        return words;
    }

    Metric metric() {
        return choice("metric", Metric.values(), Metric.COSINE);
    }

    Projection projection() {
        return choice("by", Projection.values(), Projection.TSNE);
    }

    private <T> T choice(String name, T[] all, T usual) {
        String value = request.queryParam(name);
        if (value == null) {
            return usual;
        }
        return Arrays.stream(all).filter(each -> each.toString().equals(value)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s is %s; give one of %s".formatted(name, shown(value), List.of(all))));
    }

    /// Whether a parameter is `true`; `false` where it is not given.
    boolean truth(String name) {
        String value = request.queryParam(name);
        return value != null && Boolean.parseBoolean(matching(name, value, TRUTH, "true or false"));
    }

    Crop crop() {
        String value = request.queryParam("crop");
        if (value == null) {
            return Crop.WHOLE;
        }
        String[] parts = checked("crop", value, 100).split(",", -1);
        if (parts.length != 4 || !Arrays.stream(parts).allMatch(part -> SHARE.matcher(part).matches())) {
            throw new IllegalArgumentException(
                    "crop is %s; give left,top,width,height as shares of the picture".formatted(shown(value)));
        }
        return new Crop(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]));
    }

    <T> T json(Class<T> type) {
        return Json.read(body, type);
    }

    private static long parsed(String name, String value) {
        matching(name, value, NUMBER, "a whole number");
        return Long.parseLong(value);
    }

    private static String matching(String name, String value, Pattern pattern, String expected) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("%s is %s; give %s".formatted(name, shown(value), expected));
        }
        return value;
    }

    private static String checked(String name, String value, int mostCharacters) {
        Bounds.checkLength(name, value, mostCharacters);
        return value;
    }

    private static String shown(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }
}
