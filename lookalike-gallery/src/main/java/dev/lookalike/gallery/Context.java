package dev.lookalike.gallery;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// The situation that answers should suit: what of it is told. What is not, [sources][ContextSource] may know.
///
/// Immutable; each method returns another context.
///
/// @param weather
///            or null
/// @param temperature
///            in degrees Celsius, [#COLDEST] to [#HOTTEST], or null
/// @param season
///            null for that of the date, at the place
/// @param occasion
///            a word that the [rules][Rules] know, such as `wedding`; empty for none
/// @param date
///            1900 to 2200; null for today, where a source or a plan needs one
/// @param time
///            of the day, or null
/// @param place
///            such as `Oslo`, `Australia/Sydney` or `59.9,10.7` (latitude and longitude); empty for none. Where it is south of
///            the equator, July is in winter
/// @param plans
///            what the person has before them, at most [#MAX_PLANS]; one that is near is an occasion
/// @param strength
///            how much it counts, 0 (not at all) to 1
public record Context(@Nullable Weather weather, @Nullable Double temperature, @Nullable Season season, String occasion,
        @Nullable LocalDate date, @Nullable LocalTime time, String place, List<Plan> plans, double strength) {
    /// The lowest and the highest temperature.
    public static final double COLDEST = -60;
    public static final double HOTTEST = 60;

    /// The most plans of one context.
    public static final int MAX_PLANS = 100;

    /// The most characters of an occasion, a place or a plan's title.
    public static final int MAX_TEXT = 200;

    /// How much a context counts unless told otherwise.
    public static final double STANDARD_STRENGTH = 0.5;

    /// Here and now: nothing is told.
    public static final Context NOW = new Context(null, null, null, "", null, null, "", List.of(), STANDARD_STRENGTH);

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;

    public Context {
        plans = List.copyOf(plans);
        occasion = text("occasion", occasion);
        place = text("place", place);
        if (temperature != null && !(temperature >= COLDEST && temperature <= HOTTEST)) {
            throw new IllegalArgumentException("temperature is %s; give %.0f to %.0f degrees Celsius"
                    .formatted(temperature, COLDEST, HOTTEST));
        }
        if (!place.isEmpty() && place.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new IllegalArgumentException(
                    "place is `%s`; give a name, such as Oslo, or 59.9,10.7 (latitude, longitude)".formatted(place));
        }
        checkYear("date", date);
        if (plans.size() > MAX_PLANS) {
            throw new IllegalArgumentException(
                    "the context has %d plans; give up to %d".formatted(plans.size(), MAX_PLANS));
        }
        if (!(strength >= 0 && strength <= 1)) {
            throw new IllegalArgumentException(
                    "strength is " + strength + "; give 0 (the context does not count) to 1");
        }
    }

    /// What the sky does.
    public enum Weather {
        SUNNY, CLOUDY, FOG, RAIN, STORM, SNOW, WIND;

        /// The weather called so, such as `rain`.
        public static Weather named(String name) {
            return one("weather", name, values());
        }
    }

    /// A season, by its month.
    public enum Season {
        SPRING, SUMMER, AUTUMN, WINTER;

        /// The season called so, such as `winter`.
        public static Season named(String name) {
            return one("season", name, values());
        }
    }

    /// What a person has before them on a day.
    ///
    /// @param title
    ///            such as `Wedding of Anna`, 1 to [#MAX_TEXT] characters; its words say what occasion it is
    public record Plan(String title, LocalDate date) {
        public Plan {
            title = text("the title of a plan", title);
            if (title.isEmpty()) {
                throw new IllegalArgumentException("a plan has no title; give one, such as `wedding`");
            }
            checkYear("the date of a plan", Objects.requireNonNull(date, "date"));
        }
    }

    /// A date as it is written: `2026-12-05`.
    public static LocalDate date(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException impossible) {
            throw new IllegalArgumentException(
                    "the date is `%.40s`, which is no day; give one such as 2026-12-05".formatted(text), impossible);
        }
    }

    /// A time of the day as it is written: `18:30`.
    public static LocalTime time(String text) {
        try {
            return LocalTime.parse(text.strip());
        } catch (DateTimeParseException impossible) {
            throw new IllegalArgumentException(
                    "the time is `%.40s`, which is none; give one such as 18:30".formatted(text), impossible);
        }
    }

    private static String text(String what, String text) {
        String told = text.strip();
        if (told.length() > MAX_TEXT || told.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("%s has %d characters, or characters that cannot be seen; give up to %d"
                    .formatted(what, told.length(), MAX_TEXT));
        }
        return told;
    }

    private static void checkYear(String what, @Nullable LocalDate date) {
        if (date != null && (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR)) {
            throw new IllegalArgumentException(
                    "%s is %s; give one from %d to %d".formatted(what, date, FIRST_YEAR, LAST_YEAR));
        }
    }

    private static <E extends Enum<E>> E one(String what, String name, E[] all) {
        return Arrays.stream(all).filter(each -> each.name().equalsIgnoreCase(name.strip())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s is `%s`; give one of %s".formatted(what, name,
                        Arrays.stream(all).map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))));
    }

    /// With this weather.
    public Context weather(Weather weather) {
        return new Context(weather, temperature, season, occasion, date, time, place, plans, strength);
    }

    /// With this temperature.
    ///
    /// @param degrees
    ///            Celsius
    public Context temperature(double degrees) {
        return new Context(weather, degrees, season, occasion, date, time, place, plans, strength);
    }

    /// In this season, whatever the date.
    public Context season(Season season) {
        return new Context(weather, temperature, season, occasion, date, time, place, plans, strength);
    }

    /// For this occasion.
    public Context occasion(String occasion) {
        return new Context(weather, temperature, season, occasion, date, time, place, plans, strength);
    }

    /// On this day.
    public Context on(LocalDate date) {
        return new Context(weather, temperature, season, occasion, date, time, place, plans, strength);
    }

    /// At this time of the day.
    public Context at(LocalTime time) {
        return new Context(weather, temperature, season, occasion, date, time, place, plans, strength);
    }

    /// At this place.
    public Context in(String place) {
        return new Context(weather, temperature, season, occasion, date, time, place, plans, strength);
    }

    /// With one more plan.
    public Context plan(String title, LocalDate date) {
        var more = new ArrayList<>(plans);
        more.add(new Plan(title, date));
        return new Context(weather, temperature, season, occasion, this.date, time, place, more, strength);
    }

    /// Counting so much.
    public Context strength(double strength) {
        return new Context(weather, temperature, season, occasion, date, time, place, plans, strength);
    }

    /// What this tells, and of what it does not, what `other` does; the plans of both, as many as there may be.
    public Context or(Context other) {
        var both = new ArrayList<>(plans);
        both.addAll(other.plans);
        return new Context(weather != null ? weather : other.weather,
                temperature != null ? temperature : other.temperature, season != null ? season : other.season,
                occasion.isEmpty() ? other.occasion : occasion, date != null ? date : other.date,
                time != null ? time : other.time, place.isEmpty() ? other.place : place,
                both.subList(0, Math.min(MAX_PLANS, both.size())), strength);
    }
}
