package dev.lookalike.gallery.situation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.lookalike.gallery.Context;
import dev.lookalike.gallery.Rules;
import dev.lookalike.gallery.catalogue.Json;
import dev.lookalike.gallery.situation.Told.Place;
import org.jspecify.annotations.Nullable;

/// Rules as a file: JSON, every part of it checked, with the place where it is wrong.
public final class RulesFile {
    /// Those that come with the program, read once.
    public static final Supplier<Rules> STANDARD = new Supplier<>() {
        private @Nullable Rules rules;

        @Override
        public synchronized Rules get() {
            if (rules == null) {
                rules = shipped();
            }
            return rules;
        }
    };

    private static final long MOST_BYTES = 1 << 20;
    private static final Rules.Signs NO_SIGNS = new Rules.Signs(List.of(), List.of(), Map.of());

    private RulesFile() {}

    private static Rules shipped() {
        try (InputStream in = RulesFile.class.getResourceAsStream("rules.json")) {
            if (in == null) {
                throw new IllegalStateException("the rules did not come with the program");
            }
            return of("the program's rules", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// See [Rules#read].
    public static Rules read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "%s has %d bytes; rules have at most %d".formatted(file, Files.size(file), MOST_BYTES));
            }
            return of(file.toString(), Files.readString(file));
        } catch (IOException failure) {
            throw new IllegalArgumentException("cannot read the rules in %s: %s".formatted(file, failure), failure);
        }
    }

    /// @param from
    ///            where they were read, for people
    static Rules of(String from, String json) {
        try {
            var all = new Told(new Place(""), Json.document(json)).object("rules", "occasions", "others");
            List<Rules.Occasion> occasions = all.list("occasions").stream().map(RulesFile::occasion).toList();
            Set<String> names = occasions.stream().map(Rules.Occasion::name).collect(Collectors.toSet());
            List<Told> told = all.list("rules");
            if (told.isEmpty() || told.size() > Rules.MAX_RULES) {
                throw new IllegalArgumentException(
                        "rules holds %d rules; give 1 to %d".formatted(told.size(), Rules.MAX_RULES));
            }
            var rules = new Rules(told.stream().map(each -> rule(each, names)).toList(), occasions,
                    all.words("others"));
            long words = rules.rules().stream().mapToLong(rule -> count(rule.prefer()) + count(rule.avoid())).sum();
            if (words > Rules.MAX_WORDS) {
                throw new IllegalArgumentException(
                        "the rules have %d words; give up to %d".formatted(words, Rules.MAX_WORDS));
            }
            return rules;
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("%s: %s".formatted(from, wrong.getMessage()), wrong);
        }
    }

    private static long count(Rules.Signs signs) {
        return signs.things().size() + signs.words().size() + (long) signs.fields().size();
    }

    private static Rules.Occasion occasion(Told told) {
        var fields = told.object("name", "words", "days");
        String name = fields.text("name");
        List<String> words = fields.words("words");
        double days = fields.number("days", 14, 0, 366);
        return new Rules.Occasion(name, words.isEmpty() ? List.of(name) : words, (int) days);
    }

    private static Rules.Rule rule(Told told, Set<String> occasions) {
        var fields = told.object("when", "prefer", "avoid", "because", "weight");
        Rules.Signs prefer = fields.has("prefer") ? signs(fields.field("prefer")) : NO_SIGNS;
        Rules.Signs avoid = fields.has("avoid") ? signs(fields.field("avoid")) : NO_SIGNS;
        if (prefer.equals(NO_SIGNS) && avoid.equals(NO_SIGNS)) {
            throw told.place().wrong("says neither what to prefer nor what to avoid");
        }
        return new Rules.Rule(when(fields.field("when"), occasions), prefer, avoid, fields.text("because"),
                fields.number("weight", 1, 0.01, 1));
    }

    private static Rules.When when(Told told, Set<String> occasions) {
        var fields = told.object("weather", "temperature", "season", "occasion", "time");
        Double from = null;
        Double below = null;
        if (fields.has("temperature")) {
            var range = fields.field("temperature").object("from", "below");
            from = range.has("from") ? (Double) range.number("from", 0, Context.COLDEST, Context.HOTTEST) : null;
            below = range.has("below") ? (Double) range.number("below", 0, Context.COLDEST, Context.HOTTEST) : null;
        }
        Set<String> occasion = new HashSet<>(fields.words("occasion"));
        for (String each : occasion) {
            if (!occasions.contains(each)) {
                throw fields.place("occasion").wrong("is `%s`, which is not among the occasions: %s".formatted(each,
                        String.join(", ", occasions.stream().sorted().toList())));
            }
        }
        var when = new Rules.When(
                fields.words("weather").stream()
                        .map(name -> fields.place("weather").tried(name, Context.Weather::named))
                        .collect(Collectors.toSet()),
                from, below,
                fields.words("season").stream().map(name -> fields.place("season").tried(name, Context.Season::named))
                        .collect(Collectors.toSet()),
                occasion, hours(fields));
        if (when.equals(new Rules.When(Set.of(), null, null, Set.of(), Set.of(), Set.of()))) {
            throw told.place().wrong("names no situation; give weather, temperature, season, occasion or time");
        }
        return when;
    }

    private static Set<Integer> hours(Told.Fields fields) {
        if (!fields.has("time")) {
            return Set.of();
        }
        var range = fields.field("time").object("from", "until");
        int from = (int) range.number("from", 0, 0, 23);
        int until = (int) range.number("until", 24, 0, 24);
        return IntStream.range(from, until > from ? until : until + 24).mapToObj(hour -> hour % 24)
                .collect(Collectors.toSet());
    }

    private static Rules.Signs signs(Told told) {
        var fields = told.object("things", "words", "fields");
        var values = new LinkedHashMap<String, List<String>>();
        if (fields.has("fields")) {
            var named = fields.field("fields").object();
            named.names().forEach(name -> values.put(name, named.words(name)));
        }
        return new Rules.Signs(fields.words("things"), fields.words("words"), values);
    }
}
