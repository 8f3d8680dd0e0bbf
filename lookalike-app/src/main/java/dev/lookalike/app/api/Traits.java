package dev.lookalike.app.api;

import dev.lookalike.gallery.TraitStatus;

/// How far it has come to look at the pictures for what else is known of each, as [TraitStatus] says.
public record Traits(long ready, long total, long skipped, boolean making) {
    static Traits of(TraitStatus status) {
        return new Traits(status.ready(), status.total(), status.skipped(), status.making());
    }
}
