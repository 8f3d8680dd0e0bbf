package dev.lookalike.gallery.sources;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.lookalike.gallery.Context;
import org.jspecify.annotations.Nullable;

/// The events of a calendar (iCalendar, RFC 5545) as plans: what each is called (SUMMARY), and the day it begins on (DTSTART).
///
/// An event that repeats counts on its first day alone.
final class Calendar {
    private static final String BEGIN = "BEGIN:VEVENT";
    private static final String END = "END:VEVENT";

    private Calendar() {}

    static List<Told> plans(Path file, String text) {
        // A line that begins with a blank goes on with the one before.
        String[] lines = text.replace("\r\n", "\n").replaceAll("\n[ \t]", "").split("\n");
        if (lines.length == 0 || !lines[0].strip().equalsIgnoreCase("BEGIN:VCALENDAR")) {
            throw new IllegalArgumentException("%s is no calendar; it begins with `%.40s`".formatted(file, lines[0]));
        }
        var plans = new ArrayList<Told>();
        boolean inside = false;
        String title = null;
        LocalDate date = null;
        for (String line : lines) {
            int colon = line.indexOf(':');
            String name = line.split("[;:]", 2)[0].toUpperCase(Locale.ROOT);
            String value = colon < 0 ? "" : line.substring(colon + 1).strip();
            if (line.strip().equalsIgnoreCase(BEGIN)) {
                inside = true;
                title = null;
                date = null;
            } else if (line.strip().equalsIgnoreCase(END)) {
                inside = false;
                add(plans, title, date);
            } else if (inside && name.equals("SUMMARY")) {
                title = value.replace("\\n", " ").replace("\\N", " ").replaceAll("\\\\(.)", "$1");
            } else if (inside && name.equals("DTSTART")) {
                date = day(file, value);
            }
        }
        return plans;
    }

    private static void add(List<Told> plans, @Nullable String title, @Nullable LocalDate date) {
        String called = title == null ? "" : title.replaceAll("\\p{Cntrl}", " ").strip();
        if (date != null && !called.isEmpty() && plans.size() < 100_000) {
            plans.add(new Told("", "", "", Context.NOW.plan(
                    called.substring(0, Math.min(called.length(), Context.MAX_TEXT)), date)));
        }
    }

    private static LocalDate day(Path file, String value) {
        try {
            return LocalDate.parse(value.substring(0, Math.min(8, value.length())), DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeParseException impossible) {
            throw new IllegalArgumentException(
                    "%s has an event that begins on `%.40s`, which is no day".formatted(file, value), impossible);
        }
    }
}
