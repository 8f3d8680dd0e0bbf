package dev.lookalike.engines.milvus;

import java.util.List;
import java.util.stream.Collectors;

import dev.lookalike.index.Condition;

/// Conditions in the language of Milvus's filters.
final class MilvusCondition {
    /// The field of a collection that holds an entry's values, as one JSON object.
    static final String FIELD = "told";

    private static final String EVERY = MilvusIds.FIELD + " >= " + -Long.MAX_VALUE;

    private MilvusCondition() {}

    /// The filter that lets pass what has an id greater than `after` and fulfils a condition.
    static String filter(Condition condition, long after) {
        String beyond = "%s > %d".formatted(MilvusIds.FIELD, after);
        return condition instanceof Condition.All ? beyond : "%s and %s".formatted(beyond, text(condition));
    }

    private static String text(Condition condition) {
        return switch (condition) {
            case Condition.All() -> EVERY;
            case Condition.Among(List<Long> ids) ->
                "(%s)".formatted(MilvusIds.in(ids.stream().mapToLong(Long::longValue).toArray()));
            case Condition.Has(String name) -> "(exists %s)".formatted(path(name));
            case Condition.Is(String name, List<Object> values) -> joined(" or ",
                    values.stream().map(each -> "%s == %s".formatted(path(name), literal(each))).toList(), false);
            case Condition.Compared(String name, Condition.Order order, Object bound) ->
                "(%s %s %s)".formatted(path(name), sign(order), literal(bound));
            case Condition.Holds(String name, List<String> texts) -> joined(" and ",
                    texts.stream().map(each -> "json_contains(%s, %s)".formatted(path(name), literal(each))).toList(),
                    true);
            case Condition.And(List<Condition> all) ->
                joined(" and ", all.stream().map(MilvusCondition::text).toList(), true);
            case Condition.Or(List<Condition> some) ->
                joined(" or ", some.stream().map(MilvusCondition::text).toList(), false);
            case Condition.Not(Condition excluded) -> "(not %s)".formatted(text(excluded));
        };
    }

    private static String joined(String between, List<String> conditions, boolean none) {
        if (conditions.isEmpty()) {
            return none ? EVERY : "(not %s)".formatted("(" + EVERY + ")");
        }
        return conditions.stream().collect(Collectors.joining(between, "(", ")"));
    }

    private static String sign(Condition.Order order) {
        return switch (order) {
            case LESS -> "<";
            case AT_MOST -> "<=";
            case AT_LEAST -> ">=";
            case MORE -> ">";
        };
    }

    private static String path(String name) {
        return "%s[\"%s\"]".formatted(FIELD, key(name));
    }

    /// A name as a key that needs no quoting in a filter: what is no letter or digit of ASCII stands between two `_`, as its
    /// number.
    static String key(String name) {
        var key = new StringBuilder();
        name.chars().forEach(letter -> {
            if ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
                    || (letter >= '0' && letter <= '9')) {
                key.append((char) letter);
            } else {
                key.append('_').append(Integer.toHexString(letter)).append('_');
            }
        });
        return key.toString();
    }

    private static String literal(Object value) {
        return switch (value) {
            case Double number -> number.toString();
            case String text -> quoted(text);
            default -> throw new IllegalArgumentException(
                    "a value is a text or a Double, not a " + value.getClass().getSimpleName());
        };
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(letter -> {
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append((char) letter);
            } else if (letter < ' ') {
                quoted.append("\\u%04x".formatted(letter));
            } else {
                quoted.append((char) letter);
            }
        });
        return quoted.append('"').toString();
    }
}
