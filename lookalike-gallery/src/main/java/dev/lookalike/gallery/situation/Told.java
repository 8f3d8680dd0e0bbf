package dev.lookalike.gallery.situation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.lookalike.gallery.Rules;
import org.jspecify.annotations.Nullable;

/// A value of a JSON document, and where it stands; each look at it says what is expected there.
record Told(Place place, @Nullable Object value) {
    /// Where something stands, such as `rules[3].when.weather`.
    record Place(String path) {
        IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException("%s %s".formatted(path.isEmpty() ? "the document" : path, what));
        }

        <T> T tried(String text, Function<String, T> reading) {
            try {
                return reading.apply(text);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("%s: %s".formatted(path, wrong.getMessage()), wrong);
            }
        }
    }

    /// The fields of an object.
    record Fields(Place place, Map<String, Told> told) {
        boolean has(String name) {
            return told.containsKey(name);
        }

        Set<String> names() {
            return told.keySet();
        }

        Place place(String name) {
            return new Place(place.path.isEmpty() ? name : place.path + "." + name);
        }

        Told field(String name) {
            Told field = told.get(name);
            if (field == null) {
                throw place.wrong("has no `%s`".formatted(name));
            }
            return field;
        }

        String text(String name) {
            return field(name).text();
        }

        double number(String name, double otherwise, double least, double most) {
            if (!has(name)) {
                return otherwise;
            }
            if (field(name).value instanceof Number number && number.doubleValue() >= least
                    && number.doubleValue() <= most) {
                return number.doubleValue();
            }
            throw place(name).wrong("is %s; give a number from %s to %s".formatted(field(name).value, least, most));
        }

        List<Told> list(String name) {
            return has(name) ? field(name).list() : List.of();
        }

        /// One text or several; none where there is no such field.
        List<String> words(String name) {
            if (!has(name)) {
                return List.of();
            }
            Told field = field(name);
            return field.value instanceof String
                    ? List.of(field.text())
                    : field.list().stream().map(Told::text).distinct().toList();
        }
    }

    String text() {
        if (value instanceof String text && !text.isBlank() && text.length() <= Rules.MAX_TEXT
                && !Vocabulary.words(text).isEmpty()) {
            return text.strip();
        }
        throw place.wrong("is %s; give a text of 1 to %d characters".formatted(value, Rules.MAX_TEXT));
    }

    List<Told> list() {
        if (!(value instanceof List<?> list)) {
            throw place.wrong("is %s; give a list".formatted(value));
        }
        var all = new ArrayList<Told>();
        for (Object each : list) {
            all.add(new Told(new Place("%s[%d]".formatted(place.path, all.size())), each));
        }
        return all;
    }

    /// @param known
    ///            the only names there may be; none for any
    Fields object(String... known) {
        if (!(value instanceof Map<?, ?> map)) {
            throw place.wrong("is %s; give an object".formatted(value));
        }
        var names = new HashSet<>(Arrays.asList(known));
        var fields = new java.util.LinkedHashMap<String, Told>();
        var all = new Fields(place, fields);
        map.forEach((key, each) -> {
            String name = String.valueOf(key);
            if (!names.isEmpty() && !names.contains(name)) {
                throw place.wrong("has a field `%s`; there are %s".formatted(name, String.join(", ", known)));
            }
            fields.put(name, new Told(all.place(name), each));
        });
        return all;
    }
}
