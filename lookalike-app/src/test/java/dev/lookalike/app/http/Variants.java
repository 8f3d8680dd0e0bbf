package dev.lookalike.app.http;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a schema forbids, made from a value that it allows: one thing wrong in each.
final class Variants {
    private final Contract contract;
    private final List<String> found = new ArrayList<>();

    Variants(Contract contract) {
        this.contract = contract;
    }

    List<String> wrong(JsonNode schema, JsonNode good) {
        found.addAll(List.of("", "null", "[]", "17", "\"text\"", "{", good + "{}", good + " x"));
        object(schema, (ObjectNode) good, good);
        return found;
    }

    private void object(JsonNode schema, ObjectNode place, JsonNode whole) {
        place.put("unheard", 1);
        keep(whole);
        place.remove("unheard");
        for (var required : schema.path("required")) {
            var kept = place.remove(required.asString());
            keep(whole);
            place.set(required.asString(), kept);
        }
        for (var field : List.copyOf(place.properties())) {
            var named = schema.path("properties").path(field.getKey());
            var property = contract.resolved(named.isMissingNode() ? schema.path("additionalProperties") : named);
            var kept = field.getValue();
            for (String json : wrongValues(property)) {
                place.set(field.getKey(), Caller.JSON.getNodeFactory().rawValueNode(
                        new tools.jackson.databind.util.RawValue(json)));
                keep(whole);
            }
            place.set(field.getKey(), kept);
            if (kept.isObject()) {
                object(property, (ObjectNode) kept, whole);
            }
            if (kept.isArray()) {
                array(property, (ArrayNode) kept, whole);
            }
        }
    }

    private void array(JsonNode schema, ArrayNode place, JsonNode whole) {
        var items = contract.resolved(schema.path("items"));
        for (int index = 0; index < place.size(); index++) {
            if (place.get(index).isObject()) {
                object(items, (ObjectNode) place.get(index), whole);
            } else {
                var kept = place.get(index);
                for (String json : wrongValues(items)) {
                    place.set(index, Caller.JSON.getNodeFactory().rawValueNode(
                            new tools.jackson.databind.util.RawValue(json)));
                    keep(whole);
                }
                place.set(index, kept);
            }
        }
        int most = schema.path("maxItems").asInt(-1);
        var first = place.get(0);
        int before = place.size();
        while (most >= 0 && place.size() <= most) {
            place.add(first);
        }
        keep(whole);
        while (place.size() > before) {
            place.remove(place.size() - 1);
        }
    }

    private static List<String> wrongValues(JsonNode schema) {
        var wrong = new ArrayList<String>();
        switch (schema.path("type").asString("")) {
            case "integer" -> wrong.addAll(List.of("\"1\"", "1.5", "true", "99999999999999999999", "[]", "{}", "NaN",
                    "-1"));
            case "number" -> wrong.addAll(List.of("\"1\"", "true", "NaN", "Infinity", "\"NaN\"", "\"Infinity\"",
                    "1e400", "[]"));
            case "string" -> wrong.addAll(List.of("1", "true", "[]", "{}", "text"));
            case "boolean" -> wrong.addAll(List.of("1", "0", "\"true\"", "\"text\"", "[]", "{}"));
            case "array" -> wrong.addAll(List.of("1", "\"text\"", "{}", "[null]"));
            default -> wrong.addAll(List.of("1", "\"text\"", "[]", "true"));
        }
        bounds(schema, wrong);
        return wrong;
    }

    private static void bounds(JsonNode schema, List<String> wrong) {
        if (schema.has("minimum")) {
            wrong.add(schema.get("minimum").asLong() - 1 + "");
        }
        if (schema.has("maximum")) {
            wrong.add(schema.get("maximum").asLong() + 1 + "");
        }
        if (schema.has("exclusiveMinimum")) {
            wrong.add(schema.get("exclusiveMinimum").toString());
        }
        if (schema.has("exclusiveMaximum")) {
            wrong.add(schema.get("exclusiveMaximum").toString());
        }
        if (schema.has("not")) {
            wrong.add(schema.get("not").get("const").toString());
        }
        if (schema.has("minItems")) {
            wrong.add("[]");
        }
        if (schema.has("minLength")) {
            wrong.add("\"\"");
        }
        if (schema.has("maxLength")) {
            wrong.add("\"%s\"".formatted("x".repeat(schema.get("maxLength").asInt() + 1)));
        }
        if (schema.has("enum") || schema.has("pattern")) {
            wrong.add("\"COSINE\"");
        }
    }

    private void keep(JsonNode whole) {
        found.add(whole.toString());
    }
}
