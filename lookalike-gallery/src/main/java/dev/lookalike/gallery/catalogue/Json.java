package dev.lookalike.gallery.catalogue;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.lookalike.gallery.Image;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// Metadata, guesses and exported rows as JSON.
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {
    };
    private static final TypeReference<List<List<Object>>> PAIRS = new TypeReference<>() {
    };
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
    };

    private Json() {}

    static String metadata(Map<String, String> metadata) {
        return metadata.isEmpty() ? "{}" : MAPPER.writeValueAsString(new TreeMap<>(metadata));
    }

    static Map<String, String> metadata(String json) {
        return json.equals("{}") ? Map.of() : MAPPER.readValue(json, TEXTS);
    }

    /*
     * Pairs and not an object: ImageNet has two classes called "crane".
     */
    static String categories(List<Image.Category> categories) {
        var pairs = new ArrayList<List<Object>>();
        for (Image.Category category : categories) {
            pairs.add(List.of(category.name(), category.probability()));
        }
        return MAPPER.writeValueAsString(pairs);
    }

    static List<Image.Category> categories(String json) {
        var categories = new ArrayList<Image.Category>();
        for (List<Object> pair : MAPPER.readValue(json, PAIRS)) {
            categories.add(new Image.Category((String) pair.get(0), ((Number) pair.get(1)).floatValue()));
        }
        return categories;
    }

    static String content(Item.Content content) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("sha256", content.sha256());
        fields.put("format", content.format());
        fields.put("width", content.width());
        fields.put("height", content.height());
        if (content.taken() != null) {
            fields.put("taken", content.taken().toString());
        }
        fields.put("categories", categories(content.categories()));
        fields.put("placeholder", HexFormat.of().formatHex(content.placeholder()));
        return object(fields);
    }

    static Item.Content content(String json) {
        Map<String, Object> fields = object(json);
        Object taken = fields.get("taken");
        return new Item.Content(text(fields, "sha256"), text(fields, "format"), number(fields, "width"),
                number(fields, "height"), taken == null ? null : LocalDateTime.parse(taken.toString()),
                categories(text(fields, "categories")), HexFormat.of().parseHex(text(fields, "placeholder")));
    }

    private static String text(Map<String, Object> fields, String name) {
        return String.valueOf(fields.get(name));
    }

    private static int number(Map<String, Object> fields, String name) {
        return Integer.parseInt(text(fields, name));
    }

    /// An object on one line.
    public static String object(Map<String, ?> fields) {
        return MAPPER.writeValueAsString(fields);
    }

    /// The fields of an object.
    ///
    /// @throws IllegalArgumentException
    ///             if `json` is no object
    public static Map<String, Object> object(String json) {
        try {
            return MAPPER.readValue(json, OBJECT);
        } catch (JacksonException failure) {
            throw new IllegalArgumentException("no JSON object: " + failure.getOriginalMessage(), failure);
        }
    }

    /// What a document holds: maps, lists, texts, numbers, truths or nothing.
    ///
    /// @throws IllegalArgumentException
    ///             if it is no JSON, or has two fields of one name; with line and column
    public static @Nullable Object document(String json) {
        try {
            return STRICT.readValue(json, Object.class);
        } catch (JacksonException failure) {
            var place = failure.getLocation();
            throw new IllegalArgumentException("no JSON: %s (line %d, column %d)"
                    .formatted(failure.getOriginalMessage(), place.getLineNr(), place.getColumnNr()), failure);
        }
    }

    /// The categories that an exported row tells; those that are none are left out.
    public static List<Image.Category> toldCategories(@Nullable Object told) {
        var categories = new ArrayList<Image.Category>();
        if (told instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> guess && guess.get("name") instanceof String name
                        && guess.get("probability") instanceof Number probability) {
                    categories.add(new Image.Category(name, probability.floatValue()));
                }
            }
        }
        return List.copyOf(categories);
    }

    /// The texts that an exported row tells, by name.
    public static Map<String, String> toldTexts(@Nullable Object told) {
        var texts = new LinkedHashMap<String, String>();
        if (told instanceof Map<?, ?> map) {
            map.forEach((field, value) -> texts.put(String.valueOf(field), String.valueOf(value)));
        }
        return Map.copyOf(texts);
    }
}
