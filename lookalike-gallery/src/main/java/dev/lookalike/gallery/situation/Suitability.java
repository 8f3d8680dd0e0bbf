package dev.lookalike.gallery.situation;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import dev.lookalike.gallery.Context;
import dev.lookalike.gallery.Rules;
import dev.lookalike.gallery.Situation;
import org.jspecify.annotations.Nullable;

/// How well pictures suit a situation, by rules.
public final class Suitability {
    /*
     * A rule knows a picture by its signs: by the value of a field, by words in what is told of it, or, where nothing that is told
     * says what thing it is, by what it looks like, which is a share between 0 and 1. The surest sign for it, and the surest
     * against it, count. What speaks for a picture by several rules adds up as chances do, 1 - (1 - a)(1 - b), and what speaks
     * most against it is taken off: one thing that is wrong at a wedding spoils what is right twice.
     */
    private static final double LEAST_SAID = 0.4;
    private static final int MOST_SAID = 2;

    private final List<Rules.Rule> rules;
    private final Vocabulary vocabulary;
    private final Situation situation;

    /// How a picture suits.
    ///
    /// @param value
    ///            -1 (not at all) to 1; 0 where nothing is known
    /// @param reason
    ///            such as `fits rain (rubber)`, `may fit rain (looks like boots)`; empty where it does not suit
    public record Fit(double value, String reason) {
        static final Fit NONE = new Fit(0, "");
    }

    public Suitability(Rules rules, Vocabulary vocabulary, Situation situation) {
        this.vocabulary = vocabulary;
        this.situation = situation;
        this.rules = rules.rules().stream().filter(rule -> holds(rule.when())).toList();
    }

    public Situation situation() {
        return situation;
    }

    /// Whether it makes a difference at all.
    public boolean counts() {
        return situation.context().strength() > 0 && !rules.isEmpty();
    }

    public double strength() {
        return situation.context().strength();
    }

    /// The rules' words.
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /// What pictures may show that the rules know by name.
    public Set<String> things() {
        return vocabulary.things();
    }

    private boolean holds(Rules.When when) {
        Context context = situation.context();
        Double temperature = context.temperature();
        LocalTime time = context.time();
        return (when.weather().isEmpty() || (context.weather() != null && when.weather().contains(context.weather())))
                && (when.season().isEmpty() || (context.season() != null && when.season().contains(context.season())))
                && (when.from() == null || (temperature != null && temperature >= when.from()))
                && (when.below() == null || (temperature != null && temperature < when.below()))
                && (when.occasion().isEmpty() || situation.occasions().stream().anyMatch(when.occasion()::contains))
                && (when.hours().isEmpty() || (time != null && when.hours().contains(time.getHour())));
    }

    /// How well a picture suits.
    ///
    /// @param signs
    ///            what is told of it
    /// @param looks
    ///            what it seems to show, of [#things()], with the share of each; asked for where nothing that is told says it
    public Fit of(Signs signs, Supplier<Map<String, Double>> looks) {
        Map<String, Double> seen = signs.isSaid() ? Map.of() : looks.get();
        double missing = 1;
        double against = 0;
        var reasons = new ArrayList<String>();
        for (Rules.Rule rule : rules) {
            Sign good = Sign.of(rule.prefer(), signs, seen);
            Sign bad = Sign.of(rule.avoid(), signs, seen);
            missing *= 1 - rule.weight() * good.share;
            against = Math.max(against, rule.weight() * bad.share);
            if (good.share >= LEAST_SAID && good.share > bad.share) {
                reasons.add(good.said(rule.because()));
            }
        }
        double value = (1 - missing) - against;
        return new Fit(value,
                value > 0 ? String.join(", ", reasons.stream().distinct().limit(MOST_SAID).toList()) : "");
    }

    /// By what a picture is known.
    ///
    /// @param share
    ///            0 (by nothing) to 1
    private record Sign(double share, String what, boolean isSeen) {
        static Sign of(Rules.Signs sought, Signs signs, Map<String, Double> seen) {
            for (var field : sought.fields().entrySet()) {
                String value = value(signs.fields().get(field.getKey()), field.getValue());
                if (value != null) {
                    return new Sign(1, value, false);
                }
            }
            for (List<String> names : List.of(sought.things(), sought.words())) {
                for (String name : names) {
                    if (signs.words().contains(name)) {
                        return new Sign(1, name, false);
                    }
                }
            }
            double share = 0;
            String likeliest = "";
            double most = 0;
            for (String thing : sought.things()) {
                double one = seen.getOrDefault(thing, 0.0);
                share += one;
                if (one > most) {
                    most = one;
                    likeliest = thing;
                }
            }
            return new Sign(Math.min(1, share), likeliest, true);
        }

        // Commas and semicolons separate several values, as they do labels.
        private static @Nullable String value(@Nullable String told, List<String> values) {
            if (told == null) {
                return null;
            }
            return Arrays.stream(told.split("[,;]")).map(String::strip)
                    .filter(each -> values.stream().anyMatch(each::equalsIgnoreCase)).findFirst().orElse(null);
        }

        String said(String because) {
            return isSeen ? "maybe %s (looks like %s)".formatted(because, what) : "%s (%s)".formatted(because, what);
        }
    }

    /// Whether an occasion is called so.
    public static boolean isCalled(Rules.Occasion occasion, String name) {
        List<String> words = Vocabulary.words(name);
        return occasion.name().equalsIgnoreCase(name.strip())
                || occasion.words().stream().anyMatch(word -> Vocabulary.words(word).equals(words));
    }

    /// Whether a plan with this title is such an occasion.
    public static boolean isMeant(Rules.Occasion occasion, String title) {
        List<String> words = Vocabulary.words(title);
        return occasion.words().stream().map(Vocabulary::words)
                .anyMatch(sought -> java.util.Collections.indexOfSubList(words, sought) >= 0);
    }
}
