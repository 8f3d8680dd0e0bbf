package dev.lookalike.gallery.ranking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.lookalike.gallery.Explanation;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.evaluation.Evaluation;
import dev.lookalike.gallery.evaluation.Labelled;
import dev.lookalike.gallery.evaluation.Measure;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The ranking on real photos: every sixth of the clothing photos, with pictures of other things asked for.
final class PhotosTest {
    private static final int EVERY = 6;

    @TempDir
    static Path folder;

    private static List<Path> files = List.of();
    private static @Nullable Embedder embedder;
    private static Album album;
    private static Ranking ranking;

    @BeforeAll
    static void open() throws IOException {
        files = every(EVERY, Shared.path("photos/clothing"));
        embedder = Embedder.bundled();
        album = new Album(embedder);
        album.add(read(files));
        ranking = album.ranking(folder);
    }

    @AfterAll
    static void close() {
        if (embedder != null) {
            ranking.close();
            embedder.close();
        }
    }

    @Test
    void evaluation_byClassFolders_isAsGoodAsMeasured() {
        Evaluation evaluation = Evaluation.run(ranking.vectors(),
                id -> Labelled.of(label(files.get((int) id - 1))), Metric.COSINE);

        assertThat(evaluation.overall().queries()).isEqualTo(files.size());
        assertThat(evaluation.overall().mean(Measure.PRECISION_AT_10)).isGreaterThan(0.69);
        assertThat(evaluation.overall().mean(Measure.MEAN_AVERAGE_PRECISION)).isGreaterThan(0.57);
    }

    @Test
    void search_picturesOfOtherThings_areToldThatNothingIsAlike() throws IOException {
        List<Picture> foreign = read(every(70, Shared.path("photos/cifar10-test"))).stream()
                .map(picture -> picture.resized(260, 260)).toList();

        long told = foreign.stream().filter(picture -> ranking.search(Query.like(picture), 10).nothingAlike()).count();

        assertThat(told / (double) foreign.size()).isGreaterThan(0.85);
    }

    @Test
    void search_thePhotosThemselves_areSeldomToldSo() {
        long told = IntStream.rangeClosed(1, files.size())
                .filter(id -> ranking.search(Query.like(id), 10).nothingAlike()).count();

        assertThat(told / (double) files.size()).isBetween(0.01, 0.10);
    }

    /// Of photos of the same kind that the gallery has not seen, none of which is foreign.
    @Test
    void search_atAnyRateOfFalseAlarms_keepsItWithinAFactorOfTwo() throws IOException {
        List<Picture> unseen = read(everyFrom(3, 2 * EVERY, Shared.path("photos/clothing")));
        var told = new TreeMap<Double, Double>();
        try {
            for (double rate : List.of(0.02, 0.05, 0.1, 0.2)) {
                ranking.falseAlarms(rate);
                long alarms = unseen.stream()
                        .filter(picture -> ranking.search(Query.like(picture), 10).nothingAlike()).count();
                told.put(rate, alarms / (double) unseen.size());
            }
        } finally {
            ranking.falseAlarms(Background.FALSE_ALARMS);
        }
        System.out.println("of unseen photos, told that nothing is alike: " + told);
        assertThat(told).allSatisfy((rate, share) -> assertThat(share).isBetween(rate / 2, 2 * rate));
    }

    @Test
    void search_copiesAndLargeParts_areNeverToldSo() {
        var random = new Random(4);
        for (long id = 1; id <= files.size(); id += 7) {
            double side = 0.9;
            var crop = new Crop((1 - side) * random.nextDouble(), (1 - side) * random.nextDouble(), side, side);
            Picture copy = Picture.read(album.picture(id).thumbnail(300), Limits.UPLOAD, 260);
            for (Picture picture : List.of(album.picture(id).crop(crop), copy)) {
                for (Metric metric : List.of(Metric.COSINE, Metric.EUCLIDEAN)) {
                    assertThat(ranking.search(Query.like(picture).by(metric), 10).nothingAlike())
                            .as("picture %d by %s", id, metric).isFalse();
                }
            }
        }
    }

    @Test
    void map_hidingTheHottestFifth_costsMoreThanHidingARandomFifth() {
        int pairs = 20 * Math.max(1, Integer.getInteger("lookalike.trials", 1));
        var random = new Random(8);
        var maps = new HeatMaps(album.embedder, ranking.spaceNow(), Metric.COSINE);
        int apart = 0;
        int together = 0;
        for (int pair = 0; pair < pairs; pair++) {
            long asked = 1L + random.nextInt(files.size());
            long answer = ranking.search(Query.like(asked), 1).matches().getFirst().image().id();
            double[] other = ranking.spaceNow().map(album.embeddings.raw(answer));
            var place = maps.place(new HeatMaps.Shown(album.picture(asked), Crop.WHOLE));
            Explanation.HeatMap map = maps.map(place, other);
            Integer[] places = IntStream.range(0, map.parts().length).boxed().toArray(Integer[]::new);
            Arrays.sort(places, Comparator.comparingDouble(i -> -map.parts()[i]));
            double hot = scoreWithout(asked, other, map, places);
            Collections.shuffle(Arrays.asList(places), random);
            apart += hot < scoreWithout(asked, other, map, places) ? 1 : 0;
            int middle = places[0];
            Arrays.sort(places, Comparator.comparingInt(i -> apart(i, middle, map.columns())));
            together += hot < scoreWithout(asked, other, map, places) ? 1 : 0;
        }
        System.out.printf("of %d pairs, the hottest fifth beats random places in %d, a random spot in %d%n", pairs,
                apart,
                together);
        assertThat(apart).isGreaterThanOrEqualTo(pairs * 9 / 10);
        assertThat(together).isGreaterThanOrEqualTo(pairs * 9 / 10);
    }

    private static int apart(int a, int b, int columns) {
        int down = a / columns - b / columns;
        int right = a % columns - b % columns;
        return down * down + right * right;
    }

    // The score of a picture whose places of the first fifth are painted grey.
    private static double scoreWithout(long asked, double[] other, Explanation.HeatMap map, Integer[] places) {
        Picture picture = album.picture(asked);
        byte[] rgb = picture.rgb().clone();
        for (int i = 0; i < places.length / 5; i++) {
            int row = places[i] / map.columns();
            int column = places[i] % map.columns();
            Crop shown = map.shown();
            int left = (int) (picture.width() * (shown.left() + shown.width() * column / map.columns()));
            int right = (int) (picture.width() * (shown.left() + shown.width() * (column + 1) / map.columns()));
            int top = (int) (picture.height() * (shown.top() + shown.height() * row / map.rows()));
            int bottom = (int) (picture.height() * (shown.top() + shown.height() * (row + 1) / map.rows()));
            for (int y = top; y < bottom; y++) {
                Arrays.fill(rgb, 3 * (y * picture.width() + left), 3 * (y * picture.width() + right), (byte) 127);
            }
        }
        Picture masked = Picture.of(picture.width(), picture.height(), rgb);
        return Scores.of(ranking.spaceNow().map(Space.raw(album.embedder.embed(masked))), other, Metric.COSINE);
    }

    private static String label(Path file) {
        return file.getName(file.getNameCount() - 2).toString();
    }

    private static List<Path> every(int step, Path root) throws IOException {
        return everyFrom(0, step, root);
    }

    private static List<Path> everyFrom(int first, int step, Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> photos = all.filter(file -> file.toString().matches(".*\\.(jpg|png)")).sorted().toList();
            return IntStream.range(0, photos.size()).filter(i -> i % step == first).mapToObj(photos::get).toList();
        }
    }

    private static List<Picture> read(List<Path> files) {
        var pictures = new ArrayList<Picture>();
        for (Path file : files) {
            pictures.add(Picture.read(file, Limits.FOLDER, 260));
        }
        return pictures;
    }
}
