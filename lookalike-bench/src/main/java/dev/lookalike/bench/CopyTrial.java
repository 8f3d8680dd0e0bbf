package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Inspection;
import dev.lookalike.gallery.InspectionReport;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.evaluation.Photos;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.ModelStore;
import dev.lookalike.vision.Picture;

/// How many altered copies of photos are found as copies, and how many photos that only look alike.
///
/// A gallery holds the photos and one altered copy of each, so that none is found by way of another copy. Right is to find the two
/// together; every other two that are told to be copies are wrong, unless their files hold the same bytes.
final class CopyTrial {
    private static final long SEED = 1;

    private final Path work;
    private final Map<Path, Integer> origins = new java.util.HashMap<>();
    private final Map<Path, Altered> altered = new java.util.HashMap<>();

    private CopyTrial(Path work) {
        this.work = work;
    }

    /// Arguments: photos, how many of them to take evenly (0 for all), optionally a model, and a folder to keep the work in.
    static void main(String[] arguments) throws Exception {
        Path work = arguments.length > 3
                ? Files.createDirectories(Path.of(arguments[3]))
                : Files.createTempDirectory("lookalike-copies");
        String model = arguments.length > 2 ? arguments[2] : "efficientnet-lite2-int8";
        new CopyTrial(work).run(Path.of(arguments[0]), Integer.parseInt(arguments[1]), model);
    }

    private void run(Path folder, int most, String model) throws IOException {
        List<Path> all = Photos.below(folder, "", "").files();
        int count = most == 0 ? all.size() : Math.min(most, all.size());
        List<Path> photos = IntStream.range(0, count).mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
        alter(photos);
        try (var embedder = Embedder.of(ModelStore.open(Path.of("models")).find(model));
                var gallery = Gallery.open(work.resolve("gallery"), embedder)) {
            gallery.add(work.resolve("pictures"), Progress.none());
            InspectionReport report = gallery.inspect(new Inspection("folder", Inspection.MAX_COUNT), Progress.none());
            show(report, photos);
        }
    }

    /// Each photo as it is, and altered in one of the ways, in turn.
    private void alter(List<Path> photos) throws IOException {
        Path originals = Files.createDirectories(work.resolve("pictures/photos"));
        Path copies = Files.createDirectories(work.resolve("pictures/copies"));
        var ways = List.of(Altered.values());
        for (int i = 0; i < photos.size(); i++) {
            Altered how = ways.get(i % ways.size());
            Path original = originals.resolve("%05d.jpg".formatted(i));
            Path copy = copies.resolve("%05d.jpg".formatted(i));
            if (!Files.exists(copy)) {
                Files.copy(photos.get(i), original);
                Files.write(copy, how.of(Picture.read(original, Limits.FOLDER, Limits.FOLDER.side()),
                        new SplittableRandom(SEED + i)));
            }
            origins.put(original.toAbsolutePath().normalize(), i);
            origins.put(copy.toAbsolutePath().normalize(), i);
            altered.put(copy.toAbsolutePath().normalize(), how);
        }
    }

    private void show(InspectionReport report, List<Path> photos) {
        var made = new EnumMap<Altered, Integer>(Altered.class);
        altered.values().forEach(how -> made.merge(how, 1, Integer::sum));
        var found = new EnumMap<Altered, Integer>(Altered.class);
        var wrong = new EnumMap<Altered, Integer>(Altered.class);
        var alike = new TreeSet<String>();
        for (InspectionReport.Copies group : report.copies()) {
            count(group, found, wrong, alike, photos);
        }
        System.out.println("| altered | copies | found | recall | wrong | precision |\n|---|---|---|---|---|---|");
        for (boolean mild : new boolean[]{true, false}) {
            var kinds = new ArrayList<Altered>(List.of(Altered.values()));
            kinds.removeIf(how -> how.isMild() != mild);
            kinds.forEach(how -> line(how.label(), List.of(how), made, found, wrong));
            line(mild ? "all mild" : "all strong", kinds, made, found, wrong);
        }
        System.out.printf(
                "%d pictures, %d pairs compared in %.1f s, %d groups; told as copies though nobody made them:%n",
                report.pictures(), report.compared(), report.seconds(), report.copyGroups());
        alike.forEach(System.out::println);
    }

    // Two originals are wrong for both; with a copy in between, they are counted where the copy is.
    private void count(InspectionReport.Copies group, Map<Altered, Integer> found, Map<Altered, Integer> wrong,
            Set<String> alike, List<Path> photos) {
        List<Path> paths = group.images().stream().map(Image::path).toList();
        for (Path copy : paths) {
            Altered how = altered.get(copy);
            int origin = origins.getOrDefault(copy, -1);
            for (Path other : paths) {
                boolean isOriginal = altered.get(other) == null;
                int of = origins.getOrDefault(other, -1);
                if (how != null && isOriginal) {
                    (of == origin ? found : wrong).merge(how, 1, Integer::sum);
                }
                if (how == null && isOriginal && of < origin) {
                    alike.add("%.3f %s %s".formatted(group.agreement(), photos.get(of), photos.get(origin)));
                }
            }
        }
    }

    private static void line(String name, List<Altered> kinds, Map<Altered, Integer> made, Map<Altered, Integer> found,
            Map<Altered, Integer> wrong) {
        int copies = kinds.stream().mapToInt(how -> made.getOrDefault(how, 0)).sum();
        int right = kinds.stream().mapToInt(how -> found.getOrDefault(how, 0)).sum();
        int false_ = kinds.stream().mapToInt(how -> wrong.getOrDefault(how, 0)).sum();
        System.out.printf("| %s | %d | %d | %.3f | %d | %.3f |%n", name, copies, right, (double) right / copies, false_,
                right / (double) Math.max(1, right + false_));
    }
}
