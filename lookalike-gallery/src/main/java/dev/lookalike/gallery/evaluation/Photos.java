package dev.lookalike.gallery.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Picture files with what is known of them; the id of one is its number.
///
/// @param files
///            in a fixed order
/// @param known
///            of each file
public record Photos(List<Path> files, List<Labelled> known) {
    private static final Pattern PICTURE = Pattern.compile(".*\\.(jpe?g|png|webp|gif|bmp|tiff?)");

    public Photos {
        files = List.copyOf(files);
        known = List.copyOf(known);
        if (files.size() != known.size()) {
            throw new IllegalArgumentException(
                    "%d files and labels of %d; give one for each".formatted(files.size(), known.size()));
        }
    }

    /// Every picture below a folder, by path; the folder it lies in is its label.
    ///
    /// @param ask
    ///            what lies below this folder of it is asked for; empty for all
    /// @param among
    ///            what lies below this folder of it answers; empty for all
    /// @throws IllegalArgumentException
    ///             if there is no picture, or none that is asked for, or none that answers
    public static Photos below(Path folder, String ask, String among) {
        var files = new ArrayList<Path>();
        var known = new ArrayList<Labelled>();
        try (var all = Files.walk(folder)) {
            all.filter(file -> PICTURE.matcher(file.toString().toLowerCase(Locale.ROOT)).matches())
                    .filter(Files::isRegularFile).sorted().forEach(file -> {
                        boolean asks = file.startsWith(folder.resolve(ask));
                        boolean answers = file.startsWith(folder.resolve(among));
                        if (asks || answers) {
                            var role = asks && answers
                                    ? Labelled.Role.BOTH
                                    : asks ? Labelled.Role.QUERY : Labelled.Role.GALLERY;
                            files.add(file);
                            known.add(
                                    new Labelled(Set.of(String.valueOf(file.getName(file.getNameCount() - 2))), role));
                        }
                    });
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot look through " + folder, failure);
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("there is no picture below %s; give a folder of them".formatted(folder));
        }
        requireSome(known.stream().anyMatch(Labelled::asks), folder.resolve(ask), "is asked for");
        requireSome(known.stream().anyMatch(Labelled::answers), folder.resolve(among), "answers");
        return new Photos(files, known);
    }

    private static void requireSome(boolean some, Path part, String does) {
        if (!some) {
            throw new IllegalArgumentException(
                    "there is no picture below %s, so none %s; name a folder that has some".formatted(part, does));
        }
    }

    /// Whether labels say of any two that they are not alike: where they do not, every answer counts as right.
    public boolean tellApart() {
        return known.stream().map(Labelled::labels).distinct().limit(2).count() == 2;
    }

    /// What the file with this number shows.
    public Set<String> labels(long number) {
        return known.get((int) number).labels();
    }

    boolean answers(int number) {
        return known.get(number).answers();
    }
}
