package dev.lookalike.gallery.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import dev.lookalike.gallery.GalleryException;

/// Writes to a catalogue or reads it, as lines on its standard input say, and answers each line with one.
final class CommandProcess {
    private CommandProcess() {}

    /// Arguments: folder, seed.
    public static void main(String[] arguments) throws IOException {
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        var script = new Script(Long.parseLong(arguments[1]), 0);
        Catalogue catalogue = Catalogue.open(Path.of(arguments[0]), Script.MODEL);
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            System.out.println(answer(catalogue, script, line));
        }
        catalogue.close();
    }

    private static String answer(Catalogue catalogue, Script script, String line) {
        try {
            if (line.equals("read")) {
                return "held " + Script.read(catalogue).toString().hashCode();
            }
            if (line.equals("reopened")) {
                return "open";
            }
            long n = Long.parseLong(line);
            catalogue.write(change -> {
                script.play(change, n);
                return n;
            });
            return "done";
        } catch (GalleryException failure) {
            return failure.getClass().getSimpleName() + " " + String.valueOf(failure.getMessage()).replace('\n', ' ');
        }
    }
}
