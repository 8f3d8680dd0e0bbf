package dev.lookalike.app.cli;

import java.util.Map;
import java.util.Optional;

/// What the person's terminal can do. The launcher looks which of the streams are terminals, because Java cannot.
///
/// @param output
///            whether standard output is a terminal
/// @param errors
///            whether standard error is one
/// @param columns
///            how many characters fit into a line
/// @param pictures
///            how it shows pictures
record Terminal(boolean output, boolean errors, int columns, Pictures pictures) {

    /// The ways in which terminals show pictures.
    enum Pictures {
        NONE, KITTY, ITERM, SIXEL, HALF_BLOCKS
    }

    private static final int DEFAULT_COLUMNS = 80;

    /// The terminal of this process.
    static Terminal current() {
        return of(System.getenv(), System.getProperty("lookalike.terminal", ""),
                System.getProperty("lookalike.columns", ""));
    }

    /// @param streams
    ///            which of the streams are terminals: `1`, `2`, or both
    static Terminal of(Map<String, String> environment, String streams, String columns) {
        boolean output = streams.contains("1");
        return new Terminal(output, streams.contains("2"), columnsOf(columns),
                output ? picturesOf(environment) : Pictures.NONE);
    }

    private static int columnsOf(String columns) {
        try {
            return Math.clamp(Integer.parseInt(columns.strip()), 20, 1_000);
        } catch (NumberFormatException notANumber) {
            return DEFAULT_COLUMNS;
        }
    }

    private static Pictures picturesOf(Map<String, String> environment) {
        String asked = environment.getOrDefault("LOOKALIKE_PICTURES", "");
        Optional<Pictures> chosen = named(asked);
        if (chosen.isPresent()) {
            return chosen.get();
        }
        String term = environment.getOrDefault("TERM", "");
        String program = environment.getOrDefault("TERM_PROGRAM", "");
        if (environment.containsKey("KITTY_WINDOW_ID") || term.equals("xterm-kitty") || program.equals("ghostty")) {
            return Pictures.KITTY;
        }
        if (program.equals("iTerm.app") || program.equals("WezTerm")) {
            return Pictures.ITERM;
        }
        if (term.contains("sixel") || term.startsWith("foot") || term.startsWith("mlterm")
                || term.equals("yaft-256color")) {
            return Pictures.SIXEL;
        }
        return term.equals("dumb") || term.isEmpty() ? Pictures.NONE : Pictures.HALF_BLOCKS;
    }

    private static Optional<Pictures> named(String name) {
        return switch (name) {
            case "none" -> Optional.of(Pictures.NONE);
            case "kitty" -> Optional.of(Pictures.KITTY);
            case "iterm" -> Optional.of(Pictures.ITERM);
            case "sixel" -> Optional.of(Pictures.SIXEL);
            case "half-blocks" -> Optional.of(Pictures.HALF_BLOCKS);
            default -> Optional.empty();
        };
    }
}
