package dev.lookalike.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.lookalike.gallery.evaluation.ForeignTrial;
import dev.lookalike.gallery.evaluation.Labelled;
import dev.lookalike.gallery.evaluation.Photos;
import dev.lookalike.vision.ModelStore;

/// Whether a gallery knows that nothing in it is like a query: of classes that were left out, and of another collection.
final class Foreign {
    /// Where there are no folders `train` and `test`, one photo of so many asks.
    private static final int ASKS = 6;

    /// Of a larger collection so many are taken evenly.
    private static final int MOST = 4_000;
    private static final int MOST_OTHERS = 600;

    private Foreign() {}

    /// Arguments: photos in a folder for each class, below `train` and `test` if there are such; photos of another collection; models.
    static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        Photos photos = Files.isDirectory(folder.resolve("test"))
                ? Photos.below(folder, "test", "train")
                : divided(some(Photos.below(folder, "", ""), MOST));
        var trial = new ForeignTrial(photos, some(Photos.below(Path.of(arguments[1]), "", ""), MOST_OTHERS));
        System.out.println("| model | left out | area under the curve |\n|---|---|---|");
        for (String name : Arrays.copyOfRange(arguments, 2, arguments.length)) {
            ForeignTrial.Result result = trial.run(ModelStore.open(Path.of("models")).find(name), _ -> {});
            result.pairs().forEach((pair, area) -> System.out.printf("| %s | %s | %.3f |%n", name, pair, area));
            System.out.printf("| %s | mean of %d pairs | %.3f |%n", name, result.pairs().size(), result.mean());
            System.out.printf("| %s | the other collection | %.3f |%n", name, result.others());
            result.alarms().forEach((asked, got) -> System.out.printf("| %s | false alarms asked for %.2f | %.3f |%n",
                    name, asked, got));
        }
    }

    private static Photos some(Photos all, int most) {
        int count = Math.min(most, all.files().size());
        var files = new ArrayList<Path>();
        var known = new ArrayList<Labelled>();
        for (int i = 0; i < count; i++) {
            int number = (int) ((long) i * all.files().size() / count);
            files.add(all.files().get(number));
            known.add(all.known().get(number));
        }
        return new Photos(files, known);
    }

    private static Photos divided(Photos all) {
        List<Labelled> known = IntStream.range(0, all.files().size()).mapToObj(i -> new Labelled(
                all.known().get(i).labels(), i % ASKS == 0 ? Labelled.Role.QUERY : Labelled.Role.GALLERY)).toList();
        return new Photos(all.files(), known);
    }
}
