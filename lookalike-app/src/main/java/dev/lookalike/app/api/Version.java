package dev.lookalike.app.api;

import java.util.Objects;

/// Which version of the program this is.
public final class Version {
    private Version() {}

    /// As in the jar's manifest, or `development` where there is no jar.
    public static String current() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }
}
