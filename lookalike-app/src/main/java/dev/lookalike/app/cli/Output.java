package dev.lookalike.app.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.lookalike.app.api.Json;
import picocli.CommandLine.Option;

/// Where results go: to standard output, as text for people or as JSON with the field names of HTTP.
final class Output {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n]]");
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    @Option(names = "--json", description = "print the answer as JSON, with the field names of HTTP")
    boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "shows this")
    boolean help;

    private final PrintStream out = System.out;

    /// Prints `value` as JSON, or what `text` prints.
    void print(Object value, Runnable text) {
        if (json) {
            out.println(Json.line(value));
        } else {
            text.run();
        }
    }

    /// Text, a line or more; a file name's control characters do not reach a terminal.
    void line(String format, Object... arguments) {
        String text = String.format(Locale.ROOT, format, arguments);
        out.println(Terminal.current().output() ? CONTROL.matcher(text).replaceAll("?") : text);
    }

    /// Text without a line's end.
    void text(String text) {
        out.print(text);
    }

    /// A number of bytes as people read it.
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1_000 && unit + 1 < UNITS.length) {
            value /= 1_000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /// A number with its noun: `1 picture`, `3,781 pictures`.
    static String counted(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
