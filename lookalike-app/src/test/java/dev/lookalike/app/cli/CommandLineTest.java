package dev.lookalike.app.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A person's walk through the verbs, each a process of its own, on one gallery.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CommandLineTest {
    private static final int PICTURES = 12;

    private Path folder;
    private Program program;
    private Path photos;

    @BeforeAll
    void addPictures(@TempDir Path empty) throws Exception {
        folder = empty;
        program = new Program(folder);
        photos = program.draw("photos", PICTURES);
        Files.writeString(photos.resolve("broken.jpg"), "\u00ff\u00d8 no picture");

        Program.Run run = program.run("add", "photos", "--json");

        assertThat(run.exitCode()).as("some inputs rejected; %s", run.errors()).isEqualTo(1);
        assertThat(run.json().get("added").asInt()).isEqualTo(PICTURES);
        assertThat(run.json().get("rejected").asInt()).isEqualTo(1);
    }

    @Test
    @Order(1)
    void add_again_leavesEverythingAlone() throws Exception {
        JsonNode report = program.run("add", "photos", "--json").json();

        assertThat(report.get("unchanged").asInt()).isGreaterThanOrEqualTo(PICTURES);
        assertThat(report.get("added").asInt()).isZero();
    }

    @Test
    @Order(2)
    void similar_toAFile_printsPlainPathsIntoAPipe() throws Exception {
        Program.Run run = program.run("similar", "photos/round/00.png", "--count", "4");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output().lines()).hasSize(4).first().isEqualTo(photos.resolve("round/00.png").toString());
        assertThat(run.output()).doesNotContain("\u001b");
    }

    @Test
    @Order(2)
    void similar_withAnExampleToBeUnlike_answersInTheFieldNamesOfHttp() throws Exception {
        JsonNode answer = program.run("similar", "photos/round/00.png", "--not", "photos/square/01.png", "--count", "5",
                "--json").json();

        assertThat(answer.get("matches")).hasSize(5).allSatisfy(match -> {
            assertThat(match.get("path").asString()).contains("/round/");
            assertThat(match.has("score")).isTrue();
        });
    }

    @Test
    @Order(2)
    void similar_weighedInColours_tellsWhatEachAspectAdds() throws Exception {
        JsonNode answer = program.run("similar", "photos/round/00.png", "--palette", "#c3282e:70,white:30", "--weigh",
                "colour=1,texture=0.5", "--count", "3", "--json").json();

        assertThat(answer.get("matches")).hasSize(3);
        assertThat(answer.at("/matches/0/shares/0/aspect").asString()).isEqualTo("colour");
        assertThat(answer.at("/matches/0/shares/1/aspect").asString()).isEqualTo("texture");
    }

    @Test
    @Order(2)
    void list_withAFolder_showsItsPicturesOnly() throws Exception {
        Program.Run run = program.run("list", "--folder", "square");

        assertThat(run.output().lines()).hasSize(PICTURES / 2).allMatch(line -> line.contains("/square/"));
    }

    @Test
    @Order(2)
    void map_ofAGallery_printsWhereEachPictureLies() throws Exception {
        Program.Run run = program.run("map");
        JsonNode clusters = program.run("clusters", "--json").json();
        Program.Run drawing = program.run("map", "--by", "pca", "--svg", "map.svg");
        Program.Run wrong = program.run("map", "--by", "umap");

        assertThat(run.output().lines().skip(1)).hasSize(PICTURES).allMatch(
                line -> line.matches("[0-9]+,[01][.][0-9]{5},[01][.][0-9]{5},-?[0-9]+"));
        assertThat(run.output()).startsWith("id,x,y,cluster\n");
        assertThat(clusters.get("due").asBoolean()).isFalse();
        assertThat(drawing.exitCode()).as(drawing.errors()).isZero();
        assertThat(Files.readString(folder.resolve("map.svg"))).contains("<circle").endsWith("</svg>\n");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.errors()).contains("give tsne or pca");
    }

    @Test
    @Order(2)
    void list_rejected_namesTheFileAndTheReason() throws Exception {
        assertThat(program.run("list", "--rejected").output()).contains("broken.jpg").contains("not-a-picture");
    }

    @Test
    @Order(2)
    void verify_ofASoundGallery_findsNothing() throws Exception {
        Program.Run run = program.run("verify");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).contains("Nothing is damaged");
    }

    @Test
    @Order(2)
    void similar_inASituation_saysWhatWasUnderstoodOrWhatIsWrong() throws Exception {
        Files.writeString(folder.resolve("weather.csv"), "place,weather\nSydney,rain\n");
        JsonNode told = program.run("similar", "photos/round/00.png", "--temperature", "8", "--date", "2026-12-01",
                "--plan", "2026-12-05=Eva's wedding", "--place", "Sydney", "--context-source", "weather.csv", "--json")
                .json().path("situation");
        assertThat(told.path("occasions").get(0).asString()).isEqualTo("wedding");
        assertThat(told.path("context").path("season").asString()).isEqualTo("summer");
        assertThat(told.path("context").path("weather").asString()).isEqualTo("rain");

        Program.Run badDate = program.run("similar", "photos/round/00.png", "--date", "2026-02-30");
        assertThat(badDate.exitCode()).isEqualTo(2);
        assertThat(badDate.errors()).contains("2026-02-30").contains("such as 2026-12-05");

        Files.writeString(folder.resolve("rules.json"), "{\"rules\": [{\"when\": 7, \"because\": \"fits\"}]}");
        assertThat(program.run("rules").output()).contains("fits rain");
        assertThat(program.run("rules", "--rules", "rules.json").errors()).contains("rules[0]");
    }

    @Test
    @Order(2)
    void similar_toWords_findsPicturesAloneOrBesideOne() throws Exception {
        JsonNode alone = program.run("similar", "--words", "a ball", "--count", "3", "--json").json();
        assertThat(alone.get("matches")).hasSize(3);

        Program.Run beside = program.run("similar", "photos/round/00.png", "--without-words", "stripes", "--count",
                "4");
        assertThat(beside.output().lines()).hasSize(4);

        Program.Run unlikeAlone = program.run("similar", "--without-words", "stripes");
        assertThat(unlikeAlone.exitCode()).isEqualTo(2);
        assertThat(unlikeAlone.errors()).contains("--words");
    }

    @Test
    @Order(2)
    void verbs_usedWrongly_explainAndEndWithTwo() throws Exception {
        Program.Run noGallery = program.run("similar", "1", "--gallery", "elsewhere");
        assertThat(noGallery.exitCode()).isEqualTo(2);
        assertThat(noGallery.errors()).contains("lookalike add PHOTOS");

        Program.Run noFile = program.run("similar", "nowhere.jpg");
        assertThat(noFile.exitCode()).isEqualTo(2);
        assertThat(noFile.errors()).contains("nowhere.jpg").contains("lookalike list");

        Program.Run badCrop = program.run("similar", "1", "--crop", "0.5,0.5,0.9,0.1");
        assertThat(badCrop.exitCode()).isEqualTo(2);
        assertThat(badCrop.errors()).contains("0.25,0,0.5,1");
    }

    @Test
    void evaluate_ofTwoFolders_writesFiguresAndAReport(@TempDir Path place) throws Exception {
        Path report = place.resolve("report.html");

        var run = program.run("evaluate", "--queries", "8", "--report", report.toString());

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).contains("P@10", "mAP", "round", "square");
        assertThat(report).content().contains("Classes", "data:image/jpeg;base64,/9j/");

        var nowhere = program.run("evaluate", "--ask", "nowhere");
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.errors()).contains("the folder `nowhere`");

        var unwritable = program.run("evaluate", "--report", place.resolve("none/report.html").toString());
        assertThat(unwritable.exitCode()).isEqualTo(2);
        assertThat(unwritable.errors()).contains("there is no folder " + place.resolve("none"));
        assertThat(unwritable.output()).isEmpty();
    }

    @Test
    void compare_twoSpaces_measuresBoth(@TempDir Path place) throws Exception {
        var run = program.run("compare", program.draw("compared", 8).toString(), "--model", "efficientnet-lite0-int8",
                "--preprocessing", "squash:224", "--space", "as-is", "--space", "centred", "--json", "--report",
                place.resolve("report.html").toString());

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.json().path("cells")).hasSize(4).allSatisfy(
                cell -> assertThat(cell.path("evaluation").path("queries").asInt()).isEqualTo(8));
        assertThat(run.json().path("cells").path(3).path("model").asString())
                .isEqualTo("efficientnet-lite0-int8@squash:224");
        assertThat(place.resolve("report.html")).exists();
    }

    @Test
    void dataset_usedWithLabels_isEvaluatedByThem(@TempDir Path place) throws Exception {
        Path pictures = program.draw("labelled", 8);
        Files.writeString(pictures.resolve("labels.csv"), """
                                                          path,label,split
                                                          round/00.png,warm;even,test
                                                          round/02.png,warm,train
                                                          round/04.png,warm,train
                                                          square/01.png,cold,test
                                                          square/03.png,cold,train
                                                          """);
        String gallery = place.resolve("gallery").toString();

        var used = program.run("dataset", "use", pictures.toString(), "--gallery", gallery);
        var evaluated = program.run("evaluate", "--gallery", gallery, "--ask", "test", "--among", "train", "--json");

        assertThat(used.exitCode()).as(used.errors()).isZero();
        assertThat(used.output()).contains("8 added", "5 changed");
        JsonNode byLabel = evaluated.json().path("evaluations").path(1);
        assertThat(byLabel.path("labels").asString()).isEqualTo("label");
        assertThat(byLabel.path("queries").asInt()).isEqualTo(2);
        assertThat(program.run("dataset", "list").output()).contains("cifar-10", "fashion-mnist");
    }

    @Test
    @Order(2)
    void config_withoutFile_saysThatAllAreDefaults() throws Exception {
        JsonNode shown = program.run("config", "--json").json();

        assertThat(shown.get("settings")).hasSize(Setting.values().length)
                .allSatisfy(line -> assertThat(line.get("origin").asString()).isEqualTo("default"));
    }

    @Test
    @Order(2)
    void engines_here_areListedAndChosen() throws Exception {
        JsonNode engines = program.run("engines", "--json").json().get("engines");
        assertThat(engines.get(0).get("name").asString()).isEqualTo("lookalike");
        assertThat(program.run("engines").output()).contains("lookalike", "ready", "euclidean");

        Program.Run unknown = program.run("status", "--engine", "abacus");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.errors()).contains("abacus", "lookalike");

        assertThat(program.run("status", "--engine", "lookalike").exitCode()).isZero();
    }

    @Test
    @Order(2)
    void index_ofAFewPictures_isExactAndInMemory() throws Exception {
        Program.Run tuned = program.run("index", "--recall", "0.95");
        assertThat(tuned.exitCode()).isZero();
        assertThat(tuned.output()).contains("exact");
        JsonNode index = program.run("index", "info", "--json").json();
        assertThat(index.get("recall").asDouble()).isEqualTo(0.95);
        assertThat(index.get("count").asInt()).isEqualTo(PICTURES);
        assertThat(program.run("repair").exitCode()).isZero();
        assertThat(program.run("index", "--recall", "1.5").exitCode()).isEqualTo(2);
    }

    @Test
    @Order(2)
    void models_withoutAddedOnes_listsTheBundled() throws Exception {
        assertThat(program.run("models").output()).contains("efficientnet-lite2-int8", "efficientnet-lite0-int8",
                "Apache-2.0");
    }

    @Test
    @Order(2)
    void inspect_ofFolders_tellsWhatItFound() throws Exception {
        Program.Run run = program.run("inspect", "--count", "2", "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.json().get("pictures").asInt()).isEqualTo(PICTURES);
        assertThat(run.json().get("outliers")).hasSize(2);
        assertThat(program.run("inspect").output()).contains("Copies:", "Least like any other:");
        assertThat(program.run("inspect", "--count", "0").exitCode()).isEqualTo(2);
    }

    @Test
    @Order(2)
    void train_onFolders_showsBeforeAndAfterAndIsUndone() throws Exception {
        String fitted = program.run("status", "--json").json().get("space").asString();

        Program.Run run = program.run("train", "--labels", "folder", "--json");

        JsonNode trained = run.json();
        assertThat(run.exitCode()).isEqualTo(trained.get("switched").asBoolean() ? 0 : 1);
        assertThat(trained.get("learntFrom").asInt() + trained.get("queries").asInt()).isEqualTo(PICTURES);
        assertThat(trained.get("precisionAt10").get("after").get("mean").asDouble()).isBetween(0.0, 1.0);
        assertThat(trained.get("switched").asBoolean()).as("%s", trained).isTrue();
        assertThat(program.run("status", "--json").json().get("space").asString()).startsWith("learnt from folder");
        assertThat(program.run("train", "--undo").exitCode()).isZero();
        assertThat(program.run("status", "--json").json().get("space").asString()).isEqualTo(fitted);
        assertThat(program.run("train", "--undo").exitCode()).isEqualTo(2);
    }

    @Test
    @Order(2)
    void train_onAFieldNobodyFilled_saysWhatToLabel() throws Exception {
        Program.Run run = program.run("train", "--labels", "season");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("label 2 to 1000 classes");
    }

    @Test
    void switch_toAnotherNetwork_servesItUntilItIsUndone(@TempDir Path place) throws Exception {
        String gallery = place.resolve("gallery").toString();
        Path pictures = program.draw("switched", PICTURES);
        assertThat(program.run("add", pictures.toString(), "--gallery", gallery).exitCode()).isZero();
        assertThat(program.run("train", "--gallery", gallery, "--json").json().get("switched").asBoolean()).isTrue();
        assertThat(program.run("switch", "--undo", "--gallery", gallery).errors()).contains("nothing to undo");

        Program.Run run = program.run("switch", "efficientnet-lite0-int8", "--gallery", gallery);

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).contains("12 embedded, 0 were before, 0 rejected", "--undo");
        JsonNode status = program.run("status", "--gallery", gallery, "--json").json();
        assertThat(status.get("model").asString()).isEqualTo("efficientnet-lite0-int8");
        assertThat(status.get("space").asString()).as("what was learnt is of the other").doesNotContain("learnt");
        Path asked = pictures.resolve("round/00.png");
        assertThat(program.run("similar", asked.toString(), "--count", "1", "--gallery", gallery).output().strip())
                .isEqualTo(asked.toString());
        JsonNode undone = program.run("switch", "--undo", "--gallery", gallery, "--json").json();
        assertThat(undone.get("added").asInt()).isZero();
        assertThat(undone.get("unchanged").asInt()).isEqualTo(PICTURES);
        status = program.run("status", "--gallery", gallery, "--json").json();
        assertThat(status.get("model").asString()).isEqualTo("efficientnet-lite2-int8");
        assertThat(status.get("space").asString()).startsWith("learnt from folder");
    }

    @Test
    @Order(3)
    void import_afterExport_bringsTheSameGallery() throws Exception {
        assertThat(program.run("export", "exported").exitCode()).isZero();
        try (Stream<Path> files = Files.list(folder.resolve("exported"))) {
            assertThat(files.map(file -> file.getFileName().toString())).contains("embeddings.npy", "images.ndjson");
        }

        JsonNode report = program.run("import", "exported", "--gallery", "imported", "--json").json();

        assertThat(report.get("added").asInt()).isEqualTo(PICTURES);
        assertThat(program.run("similar", "photos/round/00.png", "--count", "4", "--gallery", "imported").output())
                .isEqualTo(program.run("similar", "photos/round/00.png", "--count", "4").output());
    }

    @Test
    @Order(3)
    void restore_afterSnapshot_bringsTheSameGallery() throws Exception {
        assertThat(program.run("snapshot", "moment.zip").exitCode()).isZero();

        assertThat(program.run("restore", "moment.zip", "--gallery", "restored").exitCode()).isZero();

        assertThat(program.run("status", "--gallery", "restored", "--json").json().get("images").asInt())
                .isEqualTo(PICTURES);
    }

    @Test
    @Order(4)
    void sync_afterADeletedAndANewFile_followsTheFolder() throws Exception {
        Files.delete(photos.resolve("square/11.png"));
        Files.copy(photos.resolve("round/00.png"), photos.resolve("round/copy.png"));

        JsonNode report = program.run("sync", "--json").json();

        assertThat(report.get("removed").asInt()).isEqualTo(1);
        assertThat(report.get("added").asInt()).isEqualTo(1);
    }

    @Test
    @Order(5)
    void sync_afterRemove_leavesThePictureOut() throws Exception {
        long id = program.run("list", "--json", "--count", "1").json().at("/images/0/id").asLong();

        assertThat(program.run("remove", Long.toString(id)).exitCode()).isZero();

        assertThat(program.run("sync", "--json").json().get("added").asInt()).isZero();
        assertThat(program.run("status", "--json").json().get("images").asInt()).isEqualTo(PICTURES - 1);
    }

    @Test
    @Order(2)
    void rate_andForget_showsWhatIsKeptMeanwhile() throws Exception {
        long id = program.run("list", "--count", "1", "--json").json().get("images").get(0).get("id").asLong();

        assertThat(program.run("rate", "ana", Long.toString(id), "5").output()).contains("ana", "1 ratings");
        assertThat(program.run("rate", "ana", Long.toString(id), "--purchase").exitCode()).isZero();
        assertThat(program.run("users").output()).contains("ana", "1 ratings, 0 clicks, 1 purchases");
        Files.writeString(folder.resolve("ana.ndjson"), program.run("user", "export", "ana").output());
        assertThat(program.run("user", "delete", "ana").exitCode()).isZero();
        assertThat(program.run("user", "show", "ana").exitCode()).isEqualTo(2);
        assertThat(program.run("events", "ana.ndjson").output()).startsWith("2 added");
        assertThat(program.run("user", "show", "ana").output()).contains("purchase", "rating");
        assertThat(program.run("rate", "ana", Long.toString(id), "6").errors()).contains("rating is 6");
        assertThat(program.run("rate", "ana", Long.toString(id)).exitCode()).isEqualTo(2);
        program.run("user", "delete", "ana");
    }

    @Test
    @Order(2)
    void outfits_addListAndRemove_showWhatIsKeptMeanwhile() throws Exception {
        var images = program.run("list", "--count", "2", "--json").json().get("images");
        long first = images.get(0).get("id").asLong();
        long second = images.get(1).get("id").asLong();
        Files.writeString(folder.resolve("outfits.csv"), "outfit,id\nevening,%d\nevening,%d\nwork,%d\n"
                .formatted(first, second, first));

        Program.Run added = program.run("outfits", "add", "outfits.csv");
        assertThat(added.output()).startsWith("1 added");
        assertThat(added.exitCode()).isEqualTo(1);
        assertThat(program.run("outfits", "list").output()).contains("evening", first + " " + second)
                .doesNotContain("work");
        assertThat(program.run("outfits", "remove", "evening").exitCode()).isZero();
        assertThat(program.run("outfits", "list", "--json").json().get("total").asInt()).isZero();

        Program.Run few = program.run("similar", Long.toString(first), "--goes-with");
        assertThat(few.exitCode()).isEqualTo(2);
        assertThat(few.errors()).contains("lookalike outfits add TABLE");
        var table = new StringBuilder("outfit,id\n");
        for (int look = 0; look < 20; look++) {
            table.append("look %1$d,%2$d\nlook %1$d,%3$d\n".formatted(look, first, second));
        }
        Files.writeString(folder.resolve("outfits.csv"), table);
        program.run("outfits", "add", "outfits.csv");
        JsonNode answer = program.run("similar", Long.toString(first), "--goes-with", "--json").json();
        assertThat(answer.at("/matches/0/id").asLong()).isEqualTo(second);
        assertThat(answer.at("/matches/0/reason").asString()).startsWith("together in look");
        Program.Run file = program.run("similar", "photos/round/00.png", "--goes-with");
        assertThat(file.exitCode()).isEqualTo(2);
        assertThat(file.errors()).contains("ids", "lookalike list");
    }

    @Test
    @Order(6)
    void serve_answersPageAndVerbs_andStopsWhenTold() throws Exception {
        Path output = folder.resolve("serve.out");
        Process server = program.start(output, folder.resolve("serve.err"), "serve", "photos", "--port", "0");
        try {
            String address = addressIn(output, server);
            HttpResponse<String> health = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create(address + "/health")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(health.statusCode()).isEqualTo(200);

            Program.Run through = program.run("similar", "photos/round/02.png", "--count", "1");
            assertThat(through.output().strip()).isEqualTo(photos.resolve("round/02.png").toString());
            assertThat(program.run("add", "photos", "--json").json().get("added").asInt())
                    .as("a verb hands its work to the server").isZero();
            Program.Run refused = program.run("switch", "efficientnet-lite0-int8");
            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(refused.errors()).contains("stop it, switch, and start it again");
        } finally {
            server.destroy();
        }
        assertThat(server.waitFor(40, TimeUnit.SECONDS)).as("ends when told").isTrue();
        assertThat(program.run("status").exitCode()).as("the gallery can be opened again").isZero();
    }

    private static String addressIn(Path output, Process server) throws Exception {
        for (int i = 0; i < 600 && server.isAlive(); i++) {
            String text = Files.exists(output) ? Files.readString(output) : "";
            if (text.contains("http://") && text.endsWith(System.lineSeparator())) {
                return text.lines().filter(line -> line.startsWith("http://")).findFirst().orElseThrow()
                        .replaceFirst("/$", "");
            }
            Thread.sleep(100);
        }
        throw new AssertionError(
                "the server printed no address: " + Files.readString(output.resolveSibling("serve.err")));
    }
}
