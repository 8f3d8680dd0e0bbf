package dev.lookalike.app.api;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/// The situation that matches should suit, as [dev.lookalike.gallery.Context] says; what is null is not told.
///
/// @param weather
///            such as `rain`
/// @param temperature
///            in degrees Celsius
/// @param date
///            such as `2026-12-05`
/// @param time
///            such as `18:30`
/// @param strength
///            0 to 1, how much it counts
public record Context(@Nullable String weather, @Nullable Double temperature, @Nullable String season,
        @Nullable String occasion, @Nullable String date, @Nullable String time, @Nullable String place,
        @Nullable List<Plan> plans, @Nullable Double strength) {
    public Context {
        plans = plans == null ? null : List.copyOf(plans);
        inGallery(weather, temperature, season, occasion, date, time, place, plans, strength);
    }

    /// What a person has before them.
    ///
    /// @param title
    ///            such as `wedding`
    public record Plan(@Nullable String title, @Nullable String date) {
        public Plan {
            inGallery(title, date);
        }

        private static dev.lookalike.gallery.Context.Plan inGallery(@Nullable String title, @Nullable String date) {
            if (date == null) {
                throw new IllegalArgumentException("a plan has no date; give one such as 2026-12-05");
            }
            return new dev.lookalike.gallery.Context.Plan(title == null ? "" : title,
                    dev.lookalike.gallery.Context.date(date));
        }
    }

    static Context of(dev.lookalike.gallery.Context context) {
        return new Context(name(context.weather()), context.temperature(), name(context.season()),
                context.occasion().isEmpty() ? null : context.occasion(), text(context.date()), text(context.time()),
                context.place().isEmpty() ? null : context.place(),
                context.plans().isEmpty()
                        ? null
                        : context.plans().stream().map(plan -> new Plan(plan.title(), plan.date().toString())).toList(),
                context.strength());
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    @JsonIgnore
    dev.lookalike.gallery.Context inGallery() {
        return inGallery(weather, temperature, season, occasion, date, time, place, plans, strength);
    }

    private static dev.lookalike.gallery.Context inGallery(@Nullable String weather, @Nullable Double temperature,
            @Nullable String season, @Nullable String occasion, @Nullable String date, @Nullable String time,
            @Nullable String place, @Nullable List<Plan> plans, @Nullable Double strength) {
        return new dev.lookalike.gallery.Context(
                weather == null ? null : dev.lookalike.gallery.Context.Weather.named(weather), temperature,
                season == null ? null : dev.lookalike.gallery.Context.Season.named(season),
                occasion == null ? "" : occasion, date == null ? null : dev.lookalike.gallery.Context.date(date),
                time == null ? null : dev.lookalike.gallery.Context.time(time), place == null ? "" : place,
                plans == null ? List.of() : plans.stream().map(plan -> Plan.inGallery(plan.title, plan.date)).toList(),
                strength == null ? dev.lookalike.gallery.Context.STANDARD_STRENGTH : strength);
    }
}
