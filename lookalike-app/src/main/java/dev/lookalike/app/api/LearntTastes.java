package dev.lookalike.app.api;

import dev.lookalike.gallery.TasteStatus;

/// Of what tastes are learnt that answer for people, as [TasteStatus] says.
public record LearntTastes(boolean learnt, long people, long likes, long pictures, boolean learning, int done, int of) {
    static LearntTastes of(TasteStatus status) {
        return new LearntTastes(status.learnt(), status.people(), status.likes(), status.pictures(), status.learning(),
                status.done(), status.of());
    }
}
