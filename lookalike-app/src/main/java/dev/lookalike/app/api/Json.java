package dev.lookalike.app.api;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.vision.Crop;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// The contract's values as JSON and back: the only place that knows the JSON library.
public final class Json {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT).addMixIn(Crop.class, CropFields.class)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .changeDefaultVisibility(fields -> fields.withIsGetterVisibility(Visibility.NONE))
            .withCoercionConfig(LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL)).build();
    private static final JsonMapper LENIENT = STRICT.rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private Json() {}

    /// A crop has all its fields or is none.
    private record CropFields(@JsonProperty(required = true) double left, @JsonProperty(required = true) double top,
            @JsonProperty(required = true) double width, @JsonProperty(required = true) double height) {}

    /// As one line.
    public static byte[] bytes(Object value) {
        return STRICT.writeValueAsBytes(value);
    }

    /// As one line.
    public static String line(Object value) {
        return STRICT.writeValueAsString(value);
    }

    /// What a caller sent: unknown, repeated and malformed fields are refused.
    ///
    /// @throws ProblemException
    ///             if it is not what `type` describes; the message names the place
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            T value = STRICT.readValue(json, type);
            if (value == null) {
                throw new ProblemException(Kind.BAD_REQUEST,
                        "the JSON is null; see /openapi.yaml for what is expected");
            }
            return value;
        } catch (JacksonException wrong) {
            throw new ProblemException(Kind.BAD_REQUEST, describe(wrong));
        }
    }

    /// Whether some JSON is an object with a field of this name.
    static boolean hasField(byte[] json, String name) {
        try {
            return STRICT.readTree(json).has(name);
        } catch (JacksonException _) {
            return false;
        }
    }

    /// What a server answered, which may be newer and know more fields.
    static <T> T readAnswer(byte[] json, Class<T> type) {
        return LENIENT.readValue(json, type);
    }

    private static String describe(JacksonException wrong) {
        if (wrong.getCause() instanceof IllegalArgumentException refused) {
            return Objects.requireNonNullElse(refused.getMessage(), "a value is wrong");
        }
        var place = wrong.getLocation();
        return "the JSON is not what /openapi.yaml describes: %s (line %d, column %d)"
                .formatted(wrong.getOriginalMessage(), place.getLineNr(), place.getColumnNr());
    }
}
