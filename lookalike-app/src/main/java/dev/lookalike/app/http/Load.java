package dev.lookalike.app.http;

import java.time.Duration;

/// How much goes on at once before callers are sent away.
///
/// @param questions
///            that embed or search, with as many as [#MAX_WAITING] in line
/// @param thumbnails
///            that are read or made
/// @param evaluations
///            of the whole gallery
/// @param listeners
///            to events
/// @param uploadKilobytes
///            of bodies in memory
/// @param patience
///            how long a caller waits in line
record Load(int questions, int thumbnails, int evaluations, int listeners, int uploadKilobytes, Duration patience) {
    static final int MAX_WAITING = 64;

    /// What this machine takes: a question keeps one core busy, so twice as many as cores keep all busy.
    static Load usual() {
        int twice = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        return new Load(twice, twice, 1, 64, 128 << 10, Duration.ofSeconds(5));
    }

    Gate questionGate() {
        return Gate.heavy("questions", questions, MAX_WAITING, patience);
    }

    /// A wall asks for hundreds at once, so the line is long.
    Gate thumbnailGate() {
        return Gate.heavy("thumbnails", thumbnails, 16 * MAX_WAITING, patience.multipliedBy(4));
    }

    Gate evaluationGate() {
        return Gate.heavy("evaluations", evaluations, 0, Duration.ZERO);
    }

    Gate listenerGate() {
        return Gate.light("listeners", listeners, 0, Duration.ZERO);
    }

    Gate uploadGate() {
        return Gate.light("kilobytes of uploads", uploadKilobytes, 4 * MAX_WAITING, patience.multipliedBy(2));
    }
}
