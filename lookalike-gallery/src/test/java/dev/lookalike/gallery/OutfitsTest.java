package dev.lookalike.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator;

import dev.lookalike.vision.Embedder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What goes together is kept whole, found again, and outlives its pictures.
final class OutfitsTest {
    private final RandomGenerator random = Trials.random(Trials.seed());
    private final Embedder embedder = Embedder.bundled();

    @TempDir
    private Path home;

    private Gallery gallery;
    private List<Long> ids;

    @BeforeEach
    void open() {
        for (int i = 0; i < 4; i++) {
            TestPictures.write(random, home.resolve("photos/%d.png".formatted(i)));
        }
        gallery = Gallery.open(home.resolve("test.gallery"), embedder);
        gallery.add(home.resolve("photos"));
        ids = gallery.images(Filter.all(), 0, 10).stream().map(Image::id).toList();
    }

    @AfterEach
    void close() {
        gallery.close();
        embedder.close();
    }

    @Test
    void keep_again_takesThePlaceOfTheOneBeforeAlsoInASnapshot() {
        var evening = new Outfit("evening", ids.subList(0, 3));
        gallery.outfits().keep(List.of(evening, new Outfit("work", ids.subList(1, 3))));
        var work = new Outfit("work", List.of(ids.get(3), ids.get(0)));
        gallery.outfits().keep(List.of(work));
        gallery.remove(ids.get(0));
        Path snapshot = home.resolve("all.snapshot");
        gallery.snapshot(snapshot);
        gallery.close();
        Gallery.restore(snapshot, home.resolve("restored.gallery"));
        gallery = Gallery.open(home.resolve("restored.gallery"), embedder);

        assertThat(gallery.outfits().all("", 10)).containsExactly(evening, work);
        assertThat(gallery.outfits().all("evening", 10)).containsExactly(work);
        assertThat(gallery.outfits().count()).isEqualTo(2);
        assertThat(gallery.outfits().remove("evening")).isTrue();
        assertThat(gallery.outfits().remove("evening")).isFalse();
        assertThat(gallery.outfits().outfit("evening")).isEmpty();
        assertThat(gallery.outfits().count()).isEqualTo(1);
        assertThat(gallery.verify()).isEmpty();
    }

    @Test
    void keep_withOneBadOutfit_keepsNothingAndSaysWhy() {
        var good = new Outfit("good", ids.subList(0, 2));
        Outfits outfits = gallery.outfits();

        assertThatThrownBy(() -> outfits.keep(List.of(good, new Outfit("bad", List.of(ids.getFirst(), 999_999L)))))
                .isInstanceOf(GalleryException.NoSuchImage.class).hasMessageContaining("999999");
        assertThatThrownBy(() -> new Outfit("one", ids.subList(0, 1))).hasMessageContaining("1 pictures")
                .hasMessageContaining("2 to 20");
        assertThatThrownBy(() -> new Outfit("twice", List.of(1L, 1L))).hasMessageContaining("twice");
        for (String name : List.of("", " a", "a/b", "x".repeat(101))) {
            assertThatThrownBy(() -> new Outfit(name, ids)).hasMessageContaining("an outfit is called");
        }
        assertThat(outfits.count()).isZero();
    }

    @Test
    void keep_byATable_gathersRowsAndTellsWhatBecameOfThem() throws IOException {
        Path table = Files.writeString(home.resolve("outfits.csv"), """
                                                                    outfit,path
                                                                    a,photos/0.png
                                                                    b,photos/1.png
                                                                    a,photos/2.png
                                                                    b,photos/9.png
                                                                    /,photos/2.png
                                                                    """);

        IngestReport report = gallery.outfits().keep(table);

        assertThat(report.added()).isEqualTo(1);
        assertThat(report.rejections()).extracting(Rejection::reason).hasSize(3)
                .anySatisfy(why -> assertThat(why).contains("line 5", "9.png"))
                .anySatisfy(why -> assertThat(why).contains("line 6", "an outfit is called"))
                .anySatisfy(why -> assertThat(why).contains("line 3", "\"b\" has 1 pictures"));
        assertThat(gallery.outfits().all("", 10)).extracting(Outfit::name).containsExactly("a");

        Path other = Files.writeString(home.resolve("other.csv"), "outfit,picture\na,1\n");
        Outfits outfits = gallery.outfits();
        assertThatThrownBy(() -> outfits.keep(other)).hasMessageContaining("give outfit, and one of id, path and name");
    }

    @Test
    void verify_ofAChangedOrLostRow_namesTheTable() throws SQLException {
        gallery.outfits().keep(List.of(new Outfit("a", ids.subList(0, 2)), new Outfit("b", ids.subList(2, 4))));
        gallery.close();
        try (var sql = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("test.gallery/catalogue.sqlite"));
                var statement = sql.createStatement()) {
            statement.executeUpdate("UPDATE outfit SET images = '%d %d' WHERE name = 'a'".formatted(ids.get(2),
                    ids.get(3)));
            statement.executeUpdate("DELETE FROM outfit WHERE name = 'b'");
        }
        gallery = Gallery.open(home.resolve("test.gallery"), embedder);

        assertThat(gallery.verify()).anySatisfy(damage -> assertThat(damage).contains("table outfit, row 1"))
                .anySatisfy(damage -> assertThat(damage).contains("table outfit shows 1 rows, and 2 were written"));
        Outfits outfits = gallery.outfits();
        assertThatThrownBy(() -> outfits.all("", 10)).isInstanceOf(GalleryException.Corrupt.class);
    }
}
