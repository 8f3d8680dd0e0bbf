package dev.lookalike.app;

import dev.lookalike.app.cli.Lookalike;

/// Where the program starts.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Lookalike.run(arguments, System.getenv()));
    }
}
