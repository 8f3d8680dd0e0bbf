package dev.lookalike.gallery.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Rejection;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Item;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class DescribingTest {
    @TempDir
    private Path home;

    private Catalogue catalogue;

    @BeforeEach
    void open() throws IOException {
        catalogue = Catalogue.open(Files.createDirectory(home.resolve("gallery")),
                new Catalogue.Model("f".repeat(64), "test", 64));
        Path photos = home.resolve("photos");
        catalogue.write(change -> {
            long source = change.source(photos.toString(), true, "").id();
            for (String path : List.of("a/1.jpg", "a/2.jpg", "b/2.jpg")) {
                Path file = photos.resolve(path);
                var stamp = new Item.Stamp(1, 1);
                var place = new Item.Place(source, file.toString(), path.substring(0, 1), path.substring(2));
                change.insert(Item.pending(place, stamp, Instant.EPOCH).embedded(stamp,
                        new Item.Content("%064x".formatted(1), "image/jpeg", 4, 3, null,
                                List.of(new Image.Category("c", 0.5f)), new byte[24])));
            }
            return true;
        });
    }

    @AfterEach
    void close() {
        catalogue.close();
    }

    private IngestReport describe(String name, String content) throws IOException {
        Path table = home.resolve(name);
        Files.writeString(table, content);
        return new Describing(home.resolve("gallery"), catalogue).of(table);
    }

    private Map<String, String> metadata(long id) {
        return catalogue.items(Filter.ids(List.of(id)), 0, 1).getFirst().metadata();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,colour,price\n1,red,40\n3,,1.50\n", "\uFEFFid;colour;price\r\n1;red;40\r\n3;;1.50\r\n",
            "colour\tid\tprice\nred\t1\t40\n\t3\t1.50\n"})
    void describe_byId_tellsEachPicture(String csv) throws IOException {
        var report = describe("t.csv", csv);

        assertThat(report.changed()).isEqualTo(2);
        assertThat(report.rejected()).isZero();
        assertThat(metadata(1)).isEqualTo(Map.of("colour", "red", "price", "40"));
        assertThat(metadata(2)).isEmpty();
        assertThat(metadata(3)).isEqualTo(Map.of("price", "1.50"));
    }

    @Test
    void describe_byPath_findsItFromTheTableFromAFolderAndAbsolute() throws IOException {
        var report = describe("t.csv",
                "path,colour,name\nphotos/a/1.jpg,red,One\na/2.jpg,blue,Two\n\"%s\",\"dark, green\",\n"
                        .formatted(home.resolve("photos/b/2.jpg")));

        assertThat(report.changed()).isEqualTo(3);
        assertThat(metadata(1)).isEqualTo(Map.of("colour", "red", "name", "One"));
        assertThat(metadata(2)).isEqualTo(Map.of("colour", "blue", "name", "Two"));
        assertThat(metadata(3)).isEqualTo(Map.of("colour", "dark, green"));
    }

    @Test
    void describe_byName_refusesNamesThatSeveralHave() throws IOException {
        var report = describe("t.csv", "name,colour\n1.jpg,red\n2.jpg,blue\n");

        assertThat(report.changed()).isEqualTo(1);
        assertThat(report.rejections()).extracting(Rejection::reason).singleElement().asString()
                .contains("line 3", "2 pictures are called \"2.jpg\"");
        assertThat(metadata(1)).isEqualTo(Map.of("colour", "red"));
    }

    @Test
    void describe_again_replacesWhatTheTableHasAndKeepsTheRest() throws IOException {
        describe("one.csv", "id,colour,price\n1,red,40\n");
        var report = describe("two.csv", "id,colour,size\n1,,M\n");
        var again = describe("two.csv", "id,colour,size\n1,,M\n");

        assertThat(report.changed()).isEqualTo(1);
        assertThat(again.changed()).isZero();
        assertThat(again.unchanged()).isEqualTo(1);
        assertThat(metadata(1)).isEqualTo(Map.of("price", "40", "size", "M"));
    }

    @Test
    void describe_ndjson_takesTextsNumbersAndTruth() throws IOException {
        var report = describe("t.ndjson",
                """
                {"id": 1, "colour": "red", "price": 40, "weight": 0.00001, "sale": true, "size": null}

                {"id": 2, "tags": ["a", "b"]}
                {"id": 3
                {"id": 3, "colour": "blue"}
                """);

        assertThat(report.changed()).isEqualTo(2);
        assertThat(report.rejections()).extracting(Rejection::reason).satisfiesExactly(
                reason -> assertThat(reason).contains("line 3", "tags"),
                reason -> assertThat(reason).contains("line 4", "no JSON object"));
        assertThat(metadata(1)).isEqualTo(Map.of("colour", "red", "price", "40", "weight", "0.000010", "sale", "true"));
        assertThat(metadata(3)).isEqualTo(Map.of("colour", "blue"));
    }

    @Test
    void describe_withBadRows_namesTheirLinesAndTakesTheOthers() throws IOException {
        var report = describe("t.csv",
                "id,colour\n99,red\nx,red\n1,red,more\n2,%s\n3,blue\n".formatted("r".repeat(10_001)));

        assertThat(report.changed()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(4);
        assertThat(report.rejections()).extracting(Rejection::reason).satisfiesExactlyInAnyOrder(
                reason -> assertThat(reason).contains("line 2", "no picture has the id \"99\""),
                reason -> assertThat(reason).contains("line 3", "no picture has the id \"x\""),
                reason -> assertThat(reason).contains("line 4", "3 columns and the header 2"),
                reason -> assertThat(reason).contains("line 5", "10001"));
        assertThat(metadata(3)).isEqualTo(Map.of("colour", "blue"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "colour,price\nred,4\n", "id,colour,colour\n1,red,blue\n"})
    void describe_tableOfNoUse_saysWhy(String content) {
        assertThatIllegalArgumentException().isThrownBy(() -> describe("t.csv", content))
                .withMessageContaining("t.csv");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Describing(home, catalogue).of(home.resolve("missing.csv")))
                .withMessageContaining("there is no file");
    }
}
