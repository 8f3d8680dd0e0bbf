package dev.lookalike.gallery.catalogue;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

import dev.lookalike.gallery.Event;

/// Writes to a catalogue until it is killed, and says after each commit which write that was.
final class ScriptProcess {
    /// How many pictures a person rates.
    static final int PICTURES = 10;

    private ScriptProcess() {}

    /// Arguments: folder, seed, and for each stream the write to begin with.
    public static void main(String[] arguments) {
        Catalogue catalogue = Catalogue.open(Path.of(arguments[0]), Script.MODEL);
        var out = new FileOutputStream(FileDescriptor.out);
        for (int stream = 0; stream < arguments.length - 2; stream++) {
            int number = stream;
            long first = Long.parseLong(arguments[2 + stream]);
            var script = new Script(Long.parseLong(arguments[1]), stream);
            Thread.ofPlatform().start(() -> {
                for (long n = first;; n++) {
                    long now = n;
                    catalogue.write(change -> {
                        script.play(change, now);
                        change.keep(did(number, now));
                        return now;
                    });
                    say(out, number + " " + now + "\n");
                }
            });
        }
    }

    /// What the person of a stream does beside its n-th write: rates ten pictures in turn.
    static Event did(int stream, long n) {
        return new Event(0, "s" + stream, 1 + n % PICTURES, Event.Kind.RATING, (int) (1 + n % 5),
                Instant.ofEpochMilli(n));
    }

    private static void say(OutputStream out, String line) {
        try {
            out.write(line.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
