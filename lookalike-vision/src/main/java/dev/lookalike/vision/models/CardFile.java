package dev.lookalike.vision.models;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.lookalike.vision.ModelCard;
import dev.lookalike.vision.Preprocessing;
import dev.lookalike.vision.Preprocessing.Filter;
import dev.lookalike.vision.Preprocessing.Normalisation;
import dev.lookalike.vision.Preprocessing.Resize;
import dev.lookalike.vision.VisionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/// A model card as JSON, the form in which it lies beside its network.
///
/// ```
/// {
///   "name": "efficientnet-lite2-int8", "title": "...", "origin": "...", "licence": "Apache-2.0",
///   "sha256": "64 hex digits", "bytes": 7963143,
///   "input": {"width": 260, "height": 260},
///   "preprocessing": {"resize": "shorter-side", "resizeTo": 260, "filter": "bilinear",
///                     "normalisation": "imagenet" or {"mean": [127, 127, 127], "std": [128, 128, 128]}},
///   "dimension": 1280, "classes": "imagenet",
///   "quality": {"protocol": "...", "centred": {"P@10": 0.7876, "mAP": 0.59}}
/// }
/// ```
///
public final class CardFile {
    private CardFile() {}

    /// The card that a text holds.
    ///
    /// @param where
    ///            the text came from, for the message
    /// @throws VisionException.BadModel
    ///             if the text is no card
    public static ModelCard read(String text, String where) {
        try {
            var card = new Fields(JsonValues.read(text));
            var input = card.fields("input");
            return new ModelCard(card.text("name"), card.text("title"), card.text("origin"), card.text("licence"),
                    card.text("sha256"), (long) card.number("bytes"), (int) input.number("width"),
                    (int) input.number("height"),
                    preprocessing(card.fields("preprocessing")), (int) card.number("dimension"), card.text("classes"),
                    quality(card));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new VisionException.BadModel("%s is no model card: %s".formatted(where, e.getMessage()));
        }
    }

    private static Preprocessing preprocessing(Fields fields) {
        var filter = fields.has("filter") ? Filter.valueOf(constant(fields.text("filter"))) : Filter.BILINEAR;
        return new Preprocessing(Resize.valueOf(constant(fields.text("resize"))), (int) fields.number("resizeTo"),
                normalisation(fields), filter, Boolean.TRUE.equals(fields.value("mirrored")));
    }

    private static String constant(String label) {
        return label.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Normalisation normalisation(Fields fields) {
        if (fields.value("normalisation") instanceof String name) {
            return Normalisation.named(name);
        }
        var numbers = fields.fields("normalisation");
        return new Normalisation(numbers.numbers("mean"), numbers.numbers("std"));
    }

    private static ModelCard.@Nullable Quality quality(Fields card) {
        if (!card.has("quality")) {
            return null;
        }
        var quality = card.fields("quality");
        var centred = quality.fields("centred");
        return new ModelCard.Quality(quality.text("protocol"), centred.number("P@10"), centred.number("mAP"));
    }

    /// The fields of an object, each of which must be there and of its kind.
    private record Fields(Map<?, ?> values) {
        Fields(@Nullable Object value) {
            this(value instanceof Map<?, ?> map ? map : Map.of());
        }

        boolean has(String field) {
            return values.containsKey(field);
        }

        @Nullable
        Object value(String field) {
            return values.get(field);
        }

        Fields fields(String field) {
            if (value(field) instanceof Map<?, ?> map) {
                return new Fields(map);
            }
            throw wrong(field, "an object");
        }

        String text(String field) {
            if (value(field) instanceof String text) {
                return text;
            }
            throw wrong(field, "a text");
        }

        double number(String field) {
            return number(value(field), field);
        }

        List<Double> numbers(String field) {
            if (value(field) instanceof List<?> list) {
                return list.stream().map(each -> number(each, field)).toList();
            }
            throw wrong(field, "a list");
        }

        private static double number(@Nullable Object value, String field) {
            if (value instanceof Number number) {
                return number.doubleValue();
            }
            throw wrong(field, "a number");
        }

        private static IllegalArgumentException wrong(String field, String kind) {
            return new IllegalArgumentException("`%s` must be %s".formatted(field, kind));
        }
    }

    /// The text that [#read(String, String)] reads.
    public static String write(ModelCard card) {
        var text = new StringWriter();
        try (var json = JsonValues.writer(text)) {
            json.writeStartObject();
            json.writeStringProperty("name", card.name()).writeStringProperty("title", card.title());
            json.writeStringProperty("origin", card.origin()).writeStringProperty("licence", card.licence());
            json.writeStringProperty("sha256", card.sha256()).writeNumberProperty("bytes", card.bytes());
            json.writeObjectPropertyStart("input").writeNumberProperty("width", card.width())
                    .writeNumberProperty("height", card.height()).writeEndObject();
            write(card.preprocessing(), json);
            json.writeNumberProperty("dimension", card.dimension()).writeStringProperty("classes", card.classes());
            var quality = card.quality();
            if (quality != null) {
                json.writeObjectPropertyStart("quality").writeStringProperty("protocol", quality.protocol());
                json.writeObjectPropertyStart("centred").writeNumberProperty("P@10", quality.precisionAt10())
                        .writeNumberProperty("mAP", quality.meanAveragePrecision()).writeEndObject().writeEndObject();
            }
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void write(Preprocessing preprocessing, JsonGenerator json) {
        json.writeObjectPropertyStart("preprocessing");
        json.writeStringProperty("resize", preprocessing.resize().label());
        json.writeNumberProperty("resizeTo", preprocessing.resizeTo());
        json.writeStringProperty("filter", preprocessing.filter().label());
        if (preprocessing.mirrored()) {
            json.writeBooleanProperty("mirrored", true);
        }
        json.writeObjectPropertyStart("normalisation");
        write("mean", preprocessing.normalisation().mean(), json);
        write("std", preprocessing.normalisation().std(), json);
        json.writeEndObject().writeEndObject();
    }

    private static void write(String field, List<Double> numbers, JsonGenerator json) {
        json.writeArrayPropertyStart(field);
        numbers.forEach(json::writeNumber);
        json.writeEndArray();
    }
}
