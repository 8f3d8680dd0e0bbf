package dev.lookalike.app.api;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// What is told about a picture: field to value.
public record Metadata(@JsonValue Map<String, String> fields) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Metadata {
        fields = Map.copyOf(fields);
    }
}
