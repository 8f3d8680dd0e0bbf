package dev.lookalike.app.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Which pictures suit which situation, as a file of rules has it; see [dev.lookalike.gallery.Rules].
public record Rules(List<Occasion> occasions, List<String> others, List<Rule> rules) {

    /// What may be asked for.
    public record Occasion(String name, List<String> words, int days) {}

    /// A rule.
    public record Rule(When when, @Nullable Signs prefer, @Nullable Signs avoid, String because, double weight) {}

    /// When it counts.
    public record When(@Nullable List<String> weather, @Nullable Range temperature, @Nullable List<String> season,
            @Nullable List<String> occasion, @Nullable List<Integer> hours) {}

    /// Degrees Celsius.
    public record Range(@Nullable Double from, @Nullable Double below) {}

    /// By what a picture is known.
    public record Signs(List<String> things, List<String> words, Map<String, List<String>> fields) {}

    static Rules of(dev.lookalike.gallery.Rules rules) {
        return new Rules(
                rules.occasions().stream().map(each -> new Occasion(each.name(), each.words(), each.days())).toList(),
                rules.others(), rules.rules().stream().map(each -> new Rule(when(each.when()), signs(each.prefer()),
                        signs(each.avoid()), each.because(), each.weight())).toList());
    }

    private static When when(dev.lookalike.gallery.Rules.When when) {
        boolean ranges = when.from() != null || when.below() != null;
        return new When(names(when.weather()), ranges ? new Range(when.from(), when.below()) : null,
                names(when.season()), names(when.occasion()),
                when.hours().isEmpty() ? null : when.hours().stream().sorted().toList());
    }

    private static @Nullable List<String> names(java.util.Set<?> values) {
        return values.isEmpty()
                ? null
                : values.stream().map(each -> each.toString().toLowerCase(Locale.ROOT)).sorted().toList();
    }

    private static @Nullable Signs signs(dev.lookalike.gallery.Rules.Signs signs) {
        return signs.things().isEmpty() && signs.words().isEmpty() && signs.fields().isEmpty()
                ? null
                : new Signs(signs.things(), signs.words(), signs.fields());
    }
}
