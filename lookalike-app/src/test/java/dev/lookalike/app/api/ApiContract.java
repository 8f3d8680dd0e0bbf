package dev.lookalike.app.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;

import dev.lookalike.app.http.Drawing;
import dev.lookalike.app.http.Shop;
import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.Problem;
import dev.lookalike.vision.Crop;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

/// What an [Api] does, wherever the gallery is open.
@ExtendWith(Shop.Resolver.class)
abstract class ApiContract {
    private static final long NOBODY = 999_999_999;
    private Api api;
    private Shop shop;

    abstract Api api(Shop shop);

    void done(Api used) {}

    @BeforeEach
    void open(Shop opened) {
        shop = opened;
        api = api(opened);
    }

    @AfterEach
    void close() {
        done(api);
    }

    private static void assertKind(ThrowingCallable call, Kind kind) {
        assertThat(Problem.of(catchThrowable(call)).type()).isEqualTo(Problem.of(kind, "").type());
    }

    @Test
    void similar_toWords_answersAsTheSearchWithThem() {
        var answer = api.similar("a ball", 5, Metric.COSINE, false);
        var parts = List.of(Search.Part.words("a ball", 1));

        assertThat(answer.matches()).hasSize(5);
        assertThat(api.search(Search.nearest(parts, Metric.COSINE, 5, Search.Filter.ALL, false))
                .matches())
                .extracting(Match::id).containsExactlyElementsOf(answer.matches().stream().map(Match::id).toList());
        var beside = List.of(Search.Part.image(shop.anId()), Search.Part.words("a ball", -2));
        assertThat(api.search(Search.nearest(beside, Metric.COSINE, 5, Search.Filter.ALL, false))
                .matches()).hasSize(5);
        assertKind(() -> api.similar(" ", 5, Metric.COSINE, false), Kind.BAD_REQUEST);
        assertKind(() -> api.explain(new Explain(parts, Metric.COSINE, shop.anId())), Kind.BAD_REQUEST);
    }

    @Test
    void images_inPages_areAllOnceByAscendingId() {
        var whole = api.images(Search.Filter.ALL, 0, 1_000);
        var first = api.images(Search.Filter.ALL, 0, 10);
        long next = Objects.requireNonNull(first.next());
        var rest = api.images(Search.Filter.ALL, next, 1_000);

        assertThat(first.images()).hasSize(10);
        assertThat(rest.next()).isNull();
        assertThat(whole.images()).extracting(Image::id).isSorted().doesNotHaveDuplicates()
                .hasSize((int) whole.total());
        assertThat(first.images().size() + rest.images().size()).isEqualTo(whole.images().size());
    }

    @Test
    void images_ofAFolder_areThoseInIt() {
        var folder = new Search.Filter("circles", null, null, null);

        assertThat(api.images(folder, 0, 100).images()).isNotEmpty().allMatch(
                image -> image.folder().equals("circles"));
    }

    @Test
    void describe_aPicture_isFoundByWhatWasTold() {
        long id = shop.anId();
        api.describe(id, Map.of("colour", "Dark red", "price", "39.50"));
        var where = new Search.Filter(null, null, null, "colour = \"dark red\" and price < 40");
        try {
            assertThat(api.image(id).metadata()).isEqualTo(Map.of("colour", "Dark red", "price", "39.50"));
            assertThat(api.images(where, 0, 100).images()).extracting(Image::id).containsExactly(id);
            assertThat(api.layout(where, 0, 100).ids()).containsExactly(id);
            assertThat(api.fields().fields()).contains(new Group("colour", 1), new Group("price", 1));
            assertThat(api.values("colour", where, 10)).isEqualTo(
                    new Values("colour", List.of(new Group("Dark red", 1)), 1));
            var other = api.images(Search.Filter.ALL, 0, 100).images().getLast();
            var search = new Search(List.of(Search.Part.image(other.id())), Metric.COSINE, 100, where, false,
                    Search.Selection.NEAREST);
            assertThat(api.search(search).matches()).extracting(Match::id).containsExactly(id);
        } finally {
            api.describe(id, Map.of());
        }
        assertThat(api.images(where, 0, 100).images()).isEmpty();
    }

    @Test
    void images_whereIsNotUnderstood_namesTheCharacter() {
        assertThatThrownBy(() -> api.images(new Search.Filter(null, null, null, "price <"), 0, 1))
                .hasMessageContaining("character 8");
    }

    @Test
    void describe_byATable_tellsWhatBecameOfItsRows() throws IOException, InterruptedException {
        Path table = shop.place("table.csv");
        Files.writeString(table, "id,season\n%d,summer\n999999999,winter\n".formatted(shop.anId()));

        var job = api.await(api.describe(table), _ -> {});

        assertThat(job.problem()).isNull();
        var report = Objects.requireNonNull(job.report());
        assertThat(report.changed() + report.unchanged()).isEqualTo(1);
        assertThat(report.rejections()).singleElement().satisfies(
                each -> assertThat(each.reason()).contains("line 3", "999999999"));
        assertThat(api.image(shop.anId()).metadata()).containsEntry("season", "summer");
        api.describe(shop.anId(), Map.of());
    }

    @Test
    void image_asListed_isTheSame() {
        var listed = api.images(Search.Filter.ALL, 0, 1).images().getFirst();
        var single = api.image(listed.id());

        assertThat(single).usingRecursiveComparison().isEqualTo(listed);
        assertThat(single.placeholder()).hasSize(24);
        assertThat(single.format()).isEqualTo("image/jpeg");
        assertThat(List.of(single.width(), single.height())).containsExactly(320, 240);
    }

    @Test
    void layout_ofThePictures_saysTheSameAsTheirListing() {
        var images = api.images(Search.Filter.ALL, 0, 100).images();
        var layout = api.layout(Search.Filter.ALL, 0, 100);

        assertThat(layout.ids()).isEqualTo(images.stream().map(Image::id).toList());
        assertThat(layout.widths()).isEqualTo(images.stream().map(Image::width).toList());
        assertThat(layout.names()).isEqualTo(images.stream().map(Image::name).toList());
        assertThat(layout.placeholders()).allMatch(each -> each.length == 24);
        assertThat(layout.versions()).allMatch(each -> each.length() == Layout.VERSION_LENGTH);
    }

    @Test
    void content_ofAPicture_isItsFile() throws IOException {
        var image = api.images(Search.Filter.ALL, 0, 1).images().getFirst();
        try (var content = api.content(image.id())) {
            assertThat(content.sha256()).isEqualTo(image.sha256());
            assertThat(content.read()).isEqualTo(Files.readAllBytes(Path.of(image.path())));
        }
    }

    @Test
    void thumbnail_ofAPicture_fitsItsSide() throws IOException {
        var jpeg = ImageIO.read(new ByteArrayInputStream(api.thumbnail(shop.anId(), 64)));

        assertThat(List.of(jpeg.getWidth(), jpeg.getHeight())).containsExactly(64, 48);
    }

    @Test
    void similar_toAPictureInside_leavesItOut() {
        long id = shop.anId();
        var answer = api.similar(id, 5, Metric.COSINE, false);

        assertThat(answer.matches()).hasSize(5).extracting(Match::id).doesNotContain(id);
        assertThat(answer.matches()).extracting(Match::score).isSortedAccordingTo((one, two) -> two.compareTo(one));
        assertThat(answer.matches()).allMatch(match -> match.likeness() >= 0 && match.likeness() <= 1);
    }

    @Test
    void similar_toTheSamePictureSent_findsItFirst() throws IOException {
        var image = api.images(Search.Filter.ALL, 0, 1).images().getFirst();
        byte[] content = Files.readAllBytes(Path.of(image.path()));
        for (var metric : Metric.values()) {
            var answer = api.similar(content, Crop.WHOLE, 3, metric, false);

            assertThat(answer.matches().getFirst().id()).isEqualTo(image.id());
        }
    }

    @Test
    void similar_exact_answersTheSameWhereAllAreLookedAtAnyway() throws IOException {
        var image = api.images(Search.Filter.ALL, 0, 1).images().getFirst();
        byte[] content = Files.readAllBytes(Path.of(image.path()));
        var parts = List.of(Search.Part.image(image.id()));

        assertThat(api.similar(image.id(), 5, Metric.COSINE, true)).usingRecursiveComparison()
                .isEqualTo(api.similar(image.id(), 5, Metric.COSINE, false))
                .isEqualTo(api.search(Search.nearest(parts, Metric.COSINE, 5, Search.Filter.ALL, true)));
        assertThat(api.similar(content, Crop.WHOLE, 5, Metric.COSINE, true)).usingRecursiveComparison()
                .isEqualTo(api.similar(content, Crop.WHOLE, 5, Metric.COSINE, false));
    }

    @Test
    void search_byAnUpload_answersLikeTheSamePictureSent() throws IOException {
        byte[] content = Drawing.jpeg(2, 77);
        var upload = api.upload(content, "folder/striped.jpg");
        var sent = api.similar(content, Crop.WHOLE, 5, Metric.COSINE, false);
        var asked = api.search(new Search(List.of(Search.Part.upload(upload.id())), Metric.COSINE, 5,
                Search.Filter.ALL, false, Search.Selection.NEAREST));

        assertThat(upload.name()).isEqualTo("striped.jpg");
        assertThat(asked.matches()).extracting(Match::id).containsExactlyElementsOf(
                sent.matches().stream().map(Match::id).toList());
        try (var kept = api.uploaded(upload.id())) {
            assertThat(kept.read()).isEqualTo(content);
        }
        assertThat(api.uploadedThumbnail(upload.id(), 64)).startsWith(0xff, 0xd8);
    }

    @Test
    void search_groupedByAField_answersEachValueOnce() {
        var images = api.images(Search.Filter.ALL, 0, 100).images();
        var pair = images.subList(1, 3).stream().map(Image::id).toList();
        pair.forEach(id -> api.describe(id, Map.of("product", "p1")));
        try {
            var answer = api.search(new Search(List.of(Search.Part.image(images.getFirst().id())), Metric.COSINE, 100,
                    Search.Filter.ALL, false, new Search.Selection(1, "product", true)));

            assertThat(answer.matches()).hasSize(images.size() - 2).filteredOn(match -> pair.contains(match.id()))
                    .singleElement()
                    .satisfies(match -> assertThat(match.others()).hasSize(1).isSubsetOf(pair)
                            .doesNotContain(match.id()));
        } finally {
            pair.forEach(id -> api.describe(id, Map.of()));
        }
    }

    @Test
    void search_withNegativesAndAFilter_answersAmongThose() {
        var images = api.images(Search.Filter.ALL, 0, 100).images();
        var parts = List.of(Search.Part.image(images.get(0).id()),
                new Search.Part(images.get(1).id(), null, null, -0.5, new Crop(0, 0, 0.5, 0.5)));
        var among = images.subList(2, 8).stream().map(Image::id).toList();

        var answer = api
                .search(Search.nearest(parts, Metric.EUCLIDEAN, 100, new Search.Filter(null, null, among, null),
                        false));

        assertThat(answer.matches()).extracting(Match::id).containsExactlyInAnyOrderElementsOf(among);
    }

    @Test
    void explain_ofAMatch_sumsToItsScore() {
        var images = api.images(Search.Filter.ALL, 0, 2).images();
        var explanation = api.explain(new Explain(List.of(Search.Part.image(images.get(0).id())), Metric.COSINE,
                images.get(1).id()));

        for (var map : List.of(explanation.query(), explanation.match())) {
            assertThat(map.parts()).hasSize(map.rows() * map.columns());
            assertThat(map.parts().stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(explanation.score(),
                    Offset.offset(1e-6));
        }
    }

    @Test
    void add_ofAPictureAndItsRemoval_areSeenAtOnce() throws IOException {
        byte[] content = Drawing.jpeg(3, 4_711 + getClass().getName().length());
        var added = api.add(content, "new.jpg");
        var found = api.similar(content, Crop.WHOLE, 1, Metric.COSINE, false);
        api.remove(added.id());

        assertThat(found.matches().getFirst().id()).isEqualTo(added.id());
        assertKind(() -> api.image(added.id()), Kind.NO_SUCH_IMAGE);
        assertKind(() -> api.remove(added.id()), Kind.NO_SUCH_IMAGE);
    }

    @Test
    void add_ofAFolderAgain_leavesItUnchanged() throws InterruptedException {
        var job = api.await(api.add(shop.pictures()), _ -> {});

        assertThat(job.problem()).isNull();
        var report = Objects.requireNonNull(job.report());
        assertThat(report.added()).isZero();
        assertThat(report.unchanged()).isGreaterThanOrEqualTo(24);
    }

    @Test
    void groups_ofThePictures_countThem() {
        assertThat(api.folders().folders()).extracting(Group::name).contains("circles", "squares", "stripes",
                "triangles");
        assertThat(api.categories().categories()).isNotEmpty().allMatch(group -> group.count() > 0);
    }

    @Test
    void rejections_afterAFolderWithABadFile_nameIt() {
        var rejections = api.rejections("", 10);

        assertThat(rejections.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.path()).endsWith("letter.jpg");
            assertThat(rejection.kind()).isEqualTo("not-a-picture");
            assertThat(rejection.reason()).isNotBlank();
        });
        assertThat(rejections.total()).isEqualTo(1);
        assertThat(rejections.next()).isNull();
    }

    @Test
    void evaluations_ofFoldersWithShapes_findSomeOrder() {
        var evaluation = api.evaluations(Protocol.USUAL).evaluations().getFirst();

        assertThat(evaluation.labels()).isEqualTo("folder");
        assertThat(evaluation.queries()).isGreaterThanOrEqualTo(24);
        assertThat(evaluation.meanAveragePrecision()).isBetween(0.25, 1.0);
        assertThat(evaluation.measures().get("P@10")).isNotNull()
                .satisfies(estimate -> assertThat(estimate.mean()).isEqualTo(evaluation.precisionAt10())
                        .isBetween(estimate.low(), estimate.high()));
        assertThat(evaluation.classes()).hasSizeGreaterThan(1).allSatisfy(one -> {
            assertThat(one.neighbours().values().stream().mapToDouble(each -> each).sum()).isCloseTo(1, within(1e-9));
        });
        assertThat(evaluation.worst().getFirst().averagePrecision())
                .isLessThan(evaluation.best().getFirst().averagePrecision());
    }

    @Test
    void evaluations_oneFolderAmongAnother_askForThatFolderAlone() {
        var folder = api.folders().folders().getFirst().name();

        var split = api.evaluations(new Protocol(5, folder, "")).evaluations().getFirst();

        assertThat(split.queries()).isEqualTo(5);
        assertThat(split.classes()).hasSize(1);
        assertThatThrownBy(() -> api.evaluations(new Protocol(5, "no such folder", "")))
                .hasMessageContaining("no such folder");
    }

    @Test
    void evaluate_oncePerOccasion_isRemembered() throws InterruptedException {
        var first = api.await(api.evaluate(new Protocol(6, "", "")), _ -> {});
        var again = api.await(api.evaluate(new Protocol(8, "", "")), _ -> {});
        var last = api.lastEvaluations().evaluations();

        assertThat(List.of(first, again)).extracting(Job::problem).containsOnlyNulls();
        var measured = Objects.requireNonNull(again.evaluated()).evaluations().getFirst();
        assertThat(measured.queries()).isEqualTo(8);
        assertThat(measured.guessing().right()).isBetween(0.0, 1.0);
        assertThat(measured.worst().getFirst().answerLabels())
                .hasSameSizeAs(measured.worst().getFirst().answers()).doesNotContain("");
        assertThat(last).usingRecursiveFieldByFieldElementComparator().contains(measured);
        assertThat(last).filteredOn("labels", "folder").filteredOn("occasion.space", api.status().space()).hasSize(1);
        assertThat(Objects.requireNonNull(measured.occasion()).space()).isEqualTo(api.status().space());
        assertKind(() -> api.evaluate(new Protocol(0, "", "")), Kind.BAD_REQUEST);
    }

    @Test
    void similar_amongFolders_guessesOneOfThem() {
        var folders = api.folders().folders().stream().map(Group::name).toList();

        var labels = api.similar(shop.anId(), 3, Metric.COSINE, false).labels();

        assertThat(labels).isNotEmpty().hasSizeLessThanOrEqualTo(5).allSatisfy(label -> {
            assertThat(folders).anyMatch(folder -> folder.equals(label.name()) || folder.endsWith("/" + label.name()));
            assertThat(label.probability()).isBetween(0.0, 1.0);
        });
        assertThat(labels).extracting(Image.Category::probability).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void snapshotAndExport_ofTheGallery_writeAndReadBack() throws IOException, InterruptedException {
        Path file = shop.place("snapshot.zip");
        Path folder = shop.place("exported");

        var snapshot = api.await(api.snapshot(file), _ -> {});
        var export = api.await(api.exportTo(folder), _ -> {});
        var again = api.await(api.importFrom(folder), _ -> {});

        assertThat(List.of(snapshot, export, again)).extracting(Job::problem).containsOnlyNulls();
        List.of(file, folder.resolve("embeddings.npy")).forEach(each -> assertThat(each).isNotEmptyFile());
        assertThat(Objects.requireNonNull(again.report()).added()).isZero();
    }

    @Test
    void status_ofTheGallery_saysWhatItHolds() throws InterruptedException {
        var job = api.await(api.verify(), _ -> {});
        var status = api.status();

        assertThat(job.damages()).isEmpty();
        assertThat(status.images()).isEqualTo(api.images(Search.Filter.ALL, 0, 1).total());
        assertThat(status.gallery()).isEqualTo(shop.home().toString());
        assertThat(status.jobs()).anyMatch(each -> each.id() == job.id() && each.kind() == Job.Kind.VERIFY);
    }

    @Test
    void index_tunedAndRepaired_saysWhatItIsAndAnswersTheSame() throws InterruptedException {
        var before = api.similar(shop.anId(), 5, Metric.COSINE, false);

        var tuned = api.await(api.tune(0.9), _ -> {});
        var repaired = api.await(api.repair(), _ -> {});
        var index = api.index();

        assertThat(List.of(tuned, repaired)).extracting(Job::problem).containsOnlyNulls();
        assertThat(index.engine()).isEqualTo("lookalike");
        assertThat(index.recall()).isEqualTo(0.9);
        assertThat(index.count()).isEqualTo(api.status().images());
        assertThat(index.one().beamWidth()).as("so few are searched exactly").isZero();
        assertThat(index.energy()).isBetween(0.5, 1.0);
        assertThat(api.similar(shop.anId(), 5, Metric.COSINE, false)).usingRecursiveComparison().isEqualTo(before);
        assertKind(() -> api.tune(0), Kind.BAD_REQUEST);
    }

    @Test
    void map_drawn_placesEveryPictureAndTellsClusters() throws InterruptedException {
        var drawn = api.await(api.drawMap(), _ -> {});
        var map = api.map(Projection.TSNE);
        var axes = api.map(Projection.PCA);
        var clusters = api.clusters();

        assertThat(drawn.problem()).isNull();
        assertThat(Objects.requireNonNull(drawn.progress()).done()).isEqualTo(drawn.progress().total());
        assertThat(map.ids()).isEqualTo(
                api.images(Search.Filter.ALL, 0, 1_000).images().stream().map(Image::id).toList());
        assertThat(map.due()).isFalse();
        assertThat(map.x()).hasSameSizeAs(map.ids()).allMatch(x -> x >= 0 && x <= PictureMap.SIDE);
        assertThat(map.y()).hasSameSizeAs(map.ids()).isNotEqualTo(axes.y());
        for (int i = 0; i < map.ids().size(); i++) {
            var image = api.image(map.ids().get(i));
            assertThat(map.folderNames().get(map.folders().get(i))).isEqualTo(image.folder());
            assertThat(map.taken().get(i)).isEqualTo(image.added().getEpochSecond());
        }
        assertThat(clusters.drawn()).isEqualTo(map.drawn());
        assertThat(clusters.unclustered() + clusters.clusters().stream().mapToLong(Clusters.Cluster::count).sum())
                .isEqualTo(map.ids().size());
        assertThat(api.stop(drawn.id()).state()).as("it is finished").isEqualTo(Job.State.DONE);
    }

    @Test
    void inspect_aGallery_tellsWhatIsWrong() throws InterruptedException {
        var job = api.await(api.inspect(new Inspection("folder", 3)), _ -> {});

        assertThat(job.problem()).isNull();
        var found = Objects.requireNonNull(job.inspected());
        assertThat(found.pictures()).isEqualTo(shop.images().size());
        assertThat(found.outliers()).hasSize(3).allSatisfy(
                one -> assertThat(api.image(one.image().id()).sha256()).isEqualTo(one.image().sha256()));
        assertThat(found.doubts()).hasSizeLessThanOrEqualTo(3);
        assertThat(found.copies()).allSatisfy(one -> assertThat(one.images()).hasSizeGreaterThan(1));
        assertThat(api.status().jobs()).filteredOn(each -> each.id() == job.id()).singleElement()
                .satisfies(each -> assertThat(each.inspected()).isNull());
        assertKind(() -> api.inspect(new Inspection(" ", 3)), Kind.BAD_REQUEST);
        assertKind(() -> api.inspect(new Inspection("folder", 0)), Kind.BAD_REQUEST);
    }

    @Test
    void train_withoutLabels_failsAndLeavesTheSpace() throws InterruptedException {
        String before = api.status().space();

        var trained = api.await(api.train(new Training("untold", "", "", 0, null)), _ -> {});
        var undone = api.await(api.undoTraining(), _ -> {});

        assertThat(Objects.requireNonNull(trained.problem()).detail()).contains("label 2 to 1000 classes");
        assertThat(Objects.requireNonNull(undone.problem()).detail()).contains("nothing was learnt");
        assertThat(api.status().space()).isEqualTo(before);
        assertKind(() -> api.train(new Training(" ", "", "", 0, null)), Kind.BAD_REQUEST);
        assertKind(() -> api.train(new Training("folder", "", "", 0, "/not/there.csv")), Kind.NO_SUCH_FILE);
        assertKind(() -> api.train(new Training("folder", "", "", 0, "there.csv")), Kind.BAD_REQUEST);
    }

    @Test
    void engines_here_beginWithOurOwn() {
        var own = api.engines().engines().getFirst();

        assertThat(own.name()).isEqualTo("lookalike");
        assertThat(own.ready()).isTrue();
        assertThat(own.obstacle()).isNull();
        assertThat(own.capabilities()).contains("update", "exact", "inner-product");
    }

    @Test
    void whatIsNotThere_askedFor_isNamed() throws IOException {
        assertKind(() -> api.image(NOBODY), Kind.NO_SUCH_IMAGE);
        assertKind(() -> api.content(NOBODY), Kind.NO_SUCH_IMAGE);
        assertKind(() -> api.thumbnail(NOBODY, 64), Kind.NO_SUCH_IMAGE);
        assertKind(() -> api.similar(NOBODY, 1, Metric.COSINE, false), Kind.NO_SUCH_IMAGE);
        assertKind(() -> api.uploaded("0".repeat(32)), Kind.NO_SUCH_UPLOAD);
        assertKind(() -> api.job(NOBODY), Kind.NO_SUCH_JOB);
        assertKind(() -> api.stop(NOBODY), Kind.NO_SUCH_JOB);
        assertKind(() -> api.add(shop.place("nothing")), Kind.NO_SUCH_FILE);
        assertKind(() -> api.images(Search.Filter.ALL, 0, 0), Kind.BAD_REQUEST);
        assertKind(() -> api.similar(Drawing.jpeg(1, 1), Crop.WHOLE, 1_001, Metric.COSINE, false), Kind.BAD_REQUEST);
        assertKind(() -> api.upload("<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8), "x.jpg"),
                Kind.NOT_A_PICTURE);
    }
}
