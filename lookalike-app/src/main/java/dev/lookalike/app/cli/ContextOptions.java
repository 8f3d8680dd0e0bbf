package dev.lookalike.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.lookalike.app.api.Context;
import dev.lookalike.app.api.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The situation that answers should suit.
final class ContextOptions {
    private static final long MOST_BYTES = 1 << 20;

    @Option(names = "--weather", paramLabel = "WEATHER", description = "answer first with what suits it: sunny, cloudy, fog, rain, storm, snow, wind")
    @Nullable
    String weather;

    @Option(names = "--temperature", paramLabel = "DEGREES", description = "answer first with what suits so many degrees Celsius")
    @Nullable
    Double temperature;

    @Option(names = "--season", paramLabel = "SEASON", description = "spring, summer, autumn or winter (default: that of --date, at --place)")
    @Nullable
    String season;

    @Option(names = "--occasion", paramLabel = "OCCASION", description = "answer first with what suits it, such as wedding or work; the rules say what there is")
    @Nullable
    String occasion;

    @Option(names = "--date", paramLabel = "YYYY-MM-DD", description = "the day it is for (default: today, where --place, plans or a --context-source need one)")
    @Nullable
    String date;

    @Option(names = "--time", paramLabel = "HH:MM", description = "the time of the day it is for")
    @Nullable
    String time;

    @Option(names = "--place", paramLabel = "PLACE", description = "where it is for: a city, a time zone, or latitude,longitude; south of the equator July is in winter")
    @Nullable
    String place;

    @Option(names = "--plan", paramLabel = "DATE=TITLE", description = "what the person has before them, such as 2026-12-05=wedding; several with several --plan")
    List<String> plans = List.of();

    @Option(names = "--strength", paramLabel = "SHARE", description = "how much the situation counts, 0 to 1 (default: 0.5)")
    @Nullable
    Double strength;

    @Option(names = "--context", paramLabel = "JSON", description = "a file with the situation, as for POST /v1/search; {} asks the sources alone what it is")
    @Nullable
    Path file;

    /// What is told of the situation, or null for nothing.
    @Nullable
    Context told() {
        boolean some = weather != null || temperature != null || season != null || occasion != null || date != null
                || time != null || place != null || !plans.isEmpty();
        if (file != null) {
            if (some || strength != null) {
                throw Failures
                        .usage("--context holds the whole situation; leave out --weather and the like, or --context");
            }
            return Json.read(read(file), Context.class);
        }
        if (!some) {
            if (strength != null) {
                throw Failures.usage("--strength needs a situation; give --weather, --occasion, --date or the like");
            }
            return null;
        }
        return new Context(weather, temperature, season, occasion, date, time, place, plans(), strength);
    }

    private @Nullable List<Context.Plan> plans() {
        var told = new ArrayList<Context.Plan>();
        for (String plan : plans) {
            String[] parts = plan.split("=", 2);
            if (parts.length < 2) {
                throw Failures
                        .usage("--plan is %s; give its day and its title, such as 2026-12-05=wedding".formatted(plan));
            }
            told.add(new Context.Plan(parts[1], parts[0]));
        }
        return told.isEmpty() ? null : told;
    }

    private static byte[] read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw Failures.usage("%s has more than %d bytes".formatted(file, MOST_BYTES));
            }
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw Failures.usage("cannot read %s: %s".formatted(file, failure));
        }
    }
}
