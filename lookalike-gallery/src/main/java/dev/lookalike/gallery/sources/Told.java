package dev.lookalike.gallery.sources;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.Context;
import dev.lookalike.gallery.ContextSource.Moment;

/// A row of texts by column, as a context of some place, day and person.
///
/// @param place
///            empty for any; so for `date` and `user`
record Told(String place, String date, String user, Context context) {
    private static final List<String> COLUMNS = List.of("place", "date", "user", "weather", "temperature", "season",
            "occasion", "plan");

    /// @throws IllegalArgumentException
    ///             if it has other columns, or values that cannot be
    static Told of(Map<String, String> columns) {
        var unknown = columns.keySet().stream().filter(column -> !COLUMNS.contains(column)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is a column %s; give %s".formatted(unknown.getFirst(), String.join(", ", COLUMNS)));
        }
        String date = columns.getOrDefault("date", "");
        LocalDate day = date.isEmpty() ? null : Context.date(date);
        Context context = values(columns);
        String plan = columns.getOrDefault("plan", "");
        if (!plan.isEmpty()) {
            if (day == null) {
                throw new IllegalArgumentException("the plan `%s` has no date; give one".formatted(plan));
            }
            context = context.plan(plan, day);
        }
        // A plan is known before its day comes.
        return new Told(columns.getOrDefault("place", ""), plan.isEmpty() ? date : "",
                columns.getOrDefault("user", ""), context);
    }

    /// The values among some texts by name.
    static Context values(Map<String, String> texts) {
        Context context = Context.NOW.occasion(texts.getOrDefault("occasion", ""));
        if (!texts.getOrDefault("weather", "").isEmpty()) {
            context = context.weather(Context.Weather.named(texts.getOrDefault("weather", "")));
        }
        if (!texts.getOrDefault("season", "").isEmpty()) {
            context = context.season(Context.Season.named(texts.getOrDefault("season", "")));
        }
        String degrees = texts.getOrDefault("temperature", "");
        if (!degrees.isEmpty()) {
            if (!degrees.matches("[-+]?[0-9]{1,3}(\\.[0-9]{1,10})?")) {
                throw new IllegalArgumentException(
                        "temperature is %.40s; give degrees Celsius, such as 8.5".formatted(degrees));
            }
            context = context.temperature(Double.parseDouble(degrees));
        }
        return context;
    }

    boolean isOf(Moment moment) {
        return (place.isEmpty() || place.equalsIgnoreCase(moment.place()))
                && (date.isEmpty() || LocalDate.parse(date).equals(moment.date()))
                && (user.isEmpty() || user.equals(moment.user()));
    }

    /// What some of them say together, the first that says something of each; all plans.
    static Context together(List<Told> told) {
        Context together = Context.NOW;
        for (Told each : told) {
            together = together.or(each.context);
        }
        return together;
    }
}
