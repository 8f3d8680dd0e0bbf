package dev.lookalike.app.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The contract `openapi.yaml`, as a test walks it.
final class Contract {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final JsonNode root;

    /// One method of one path.
    record Operation(String method, String path, JsonNode node, List<Parameter> parameters) {
        String scope() {
            return node.path("x-scope").asString();
        }

        List<Integer> statuses() {
            return node.path("responses").propertyNames().stream().map(Integer::valueOf).toList();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /// A parameter, `in` the query, the path or the headers.
    record Parameter(String name, String in, JsonNode schema) {}

    Contract() throws IOException {
        try (var in = Contract.class.getResourceAsStream("/dev/lookalike/app/openapi.yaml")) {
            root = new YAMLMapper().readTree(in);
        }
    }

    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        root.path("paths").properties().forEach(path -> {
            for (String method : METHODS) {
                if (path.getValue().has(method)) {
                    var node = (ObjectNode) path.getValue().get(method);
                    node.set("responses", resolved(node.get("responses")));
                    var parameters = new ArrayList<Parameter>();
                    path.getValue().path("parameters").forEach(each -> parameters.add(parameter(each)));
                    node.path("parameters").forEach(each -> parameters.add(parameter(each)));
                    operations.add(new Operation(method.toUpperCase(Locale.ROOT), path.getKey(), node, parameters));
                }
            }
        });
        return operations;
    }

    /// The schema of a JSON body, or a missing node.
    JsonNode bodySchema(Operation operation) {
        return resolved(resolved(operation.node.path("requestBody")).at("/content/application~1json/schema"));
    }

    boolean takesPicture(Operation operation) {
        return resolved(operation.node.path("requestBody")).path("content").has("image/*");
    }

    /// Content type to schema of an answer.
    Map<String, JsonNode> contents(Operation operation, int status) {
        var contents = new TreeMap<String, JsonNode>();
        resolved(operation.node.path("responses").path(Integer.toString(status))).path("content").properties()
                .forEach(each -> contents.put(each.getKey(), resolved(each.getValue().path("schema"))));
        return contents;
    }

    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(root.at(node.get("$ref").asString().substring(1))) : node;
    }

    /// What is wrong with a value by a schema; fields that the schema does not name are wrong too.
    List<String> violations(JsonNode schema, JsonNode value) {
        var found = new ArrayList<String>();
        check(resolved(schema), value, "$", found);
        return found;
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> found) {
        if (!typeFits(schema.path("type").asString(""), value)) {
            found.add("%s is %s, not %s".formatted(at, value, schema.path("type").asString()));
            return;
        }
        if (schema.has("const") && !schema.get("const").equals(value)) {
            found.add("%s is %s".formatted(at, value));
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            found.add("%s is %s".formatted(at, value));
        }
        if (schema.has("pattern") && !value.asString().matches(schema.get("pattern").asString())) {
            found.add("%s is %s".formatted(at, value));
        }
        boolean outside = (schema.has("minimum") && value.asDouble() < schema.get("minimum").asDouble())
                || (schema.has("maximum") && value.asDouble() > schema.get("maximum").asDouble());
        if (outside) {
            found.add("%s is %s".formatted(at, value));
        }
        for (int index = 0; value.isArray() && index < value.size(); index++) {
            check(resolved(schema.path("items")), value.get(index), at + "[" + index + "]", found);
        }
        if (value.isObject() && schema.has("properties")) {
            checkFields(schema, value, at, found);
        }
    }

    private void checkFields(JsonNode schema, JsonNode value, String at, List<String> found) {
        schema.path("required").forEach(name -> {
            if (!value.has(name.asString())) {
                found.add("%s.%s is missing".formatted(at, name.asString()));
            }
        });
        value.properties().forEach(field -> {
            var property = schema.get("properties").get(field.getKey());
            if (property == null) {
                found.add("%s.%s is not in the contract".formatted(at, field.getKey()));
            } else {
                check(resolved(property), field.getValue(), at + "." + field.getKey(), found);
            }
        });
    }

    private static boolean typeFits(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
    }

    private Parameter parameter(JsonNode node) {
        var parameter = resolved(node);
        return new Parameter(parameter.path("name").asString(), parameter.path("in").asString(),
                resolved(parameter.path("schema")));
    }
}
