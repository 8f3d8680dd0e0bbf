package dev.lookalike.gallery;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

import dev.lookalike.index.Metric;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SketchTest {
    private static final int SIDE = 240;
    private static final int OF_EACH = 6;
    /// About a unit square around the origin.
    private static final Map<String, Shape> SHAPES = Map.of("disc", new Ellipse2D.Double(-0.5, -0.5, 1, 1), "bar",
            new Rectangle2D.Double(-0.14, -0.62, 0.28, 1.24), "star", star());
    private static final Color[] COLOURS = {new Color(0xB03030), new Color(0x2050A0), new Color(0x308040),
            new Color(0x704090), new Color(0x303030), new Color(0xA06010)};

    @TempDir
    private static Path home;

    private static Embedder embedder;
    private static Gallery gallery;

    private static Shape star() {
        var star = new Polygon();
        for (int i = 0; i < 10; i++) {
            double radius = i % 2 == 0 ? 620 : 240;
            star.addPoint((int) (radius * Math.sin(i * Math.PI / 5)), (int) (-radius * Math.cos(i * Math.PI / 5)));
        }
        return AffineTransform.getScaleInstance(0.001, 0.001).createTransformedShape(star);
    }

    @BeforeAll
    static void open() throws IOException {
        embedder = Embedder.bundled();
        gallery = Gallery.open(home.resolve("test.gallery"), embedder);
        for (String kind : SHAPES.keySet()) {
            for (int i = 0; i < OF_EACH; i++) {
                TestPictures.write(photo(kind, i), home.resolve("photos/%s/%d.png".formatted(kind, i)));
            }
        }
        gallery.add(home.resolve("photos"));
    }

    @AfterAll
    static void close() {
        gallery.close();
        embedder.close();
    }

    private static byte[] photo(String kind, int i) throws IOException {
        return drawn(BufferedImage.TYPE_INT_RGB, graphics -> {
            graphics.setColor(new Color(0xE8E4DC - i * 0x040404));
            graphics.fillRect(0, 0, SIDE, SIDE);
            graphics.setColor(COLOURS[i]);
            graphics.fill(placed(kind, 96 + 8 * i, 12 * (i % 3 - 1)));
        });
    }

    private static Shape placed(String kind, double size, double shift) {
        var place = AffineTransform.getTranslateInstance(SIDE / 2.0 + shift, SIDE / 2.0 - shift);
        place.scale(size, size);
        return place.createTransformedShape(SHAPES.get(kind));
    }

    private static byte[] sketch(String kind, Color line, Color ground) throws IOException {
        return drawn(ground.getAlpha() == 0 ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB, graphics -> {
            if (ground.getAlpha() > 0) {
                graphics.setColor(ground);
                graphics.fillRect(0, 0, SIDE, SIDE);
            }
            graphics.setColor(line);
            graphics.setStroke(new BasicStroke(2.5f));
            graphics.draw(placed(kind, 120, 0));
        });
    }

    private interface Drawer {
        void draw(Graphics2D graphics);
    }

    private static byte[] drawn(int type, Drawer drawer) throws IOException {
        var image = new BufferedImage(SIDE, SIDE, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        drawer.draw(graphics);
        graphics.dispose();
        var content = new ByteArrayOutputStream();
        ImageIO.write(image, "png", content);
        return content.toByteArray();
    }

    private static Picture picture(byte[] sketch) {
        return Picture.read(sketch, Limits.UPLOAD, embedder.sideNeeded());
    }

    private static Query query(byte[] sketch) {
        return Query.sketched(picture(sketch));
    }

    private static Query query(String kind) throws IOException {
        return query(sketch(kind, Color.BLACK, Color.WHITE));
    }

    private static List<String> folders(Answer answer) {
        return answer.matches().stream().map(match -> match.image().folder()).toList();
    }

    private static List<Long> ids(Answer answer) {
        return answer.matches().stream().map(match -> match.image().id()).toList();
    }

    @Test
    void search_withTheOutlineOfAShape_findsPicturesOfIt() throws IOException {
        for (String kind : SHAPES.keySet()) {
            Answer answer = gallery.search(query(kind), OF_EACH);

            assertThat(folders(answer)).as(kind).filteredOn(kind::equals).hasSizeGreaterThanOrEqualTo(OF_EACH - 1);
            assertThat(answer.unseen()).isZero();
            assertThat(answer.matches()).allSatisfy(match -> {
                assertThat(match.likeness()).isBetween(0.0, 1.0);
                assertThat(match.reason()).isEqualTo("similar outline");
            });
        }
        assertThat(gallery.traits().status()).isEqualTo(new TraitStatus(18, 18, 0, false));
    }

    @Test
    void search_withLightLinesOrWithoutAGround_answersTheSame() throws IOException {
        List<Long> usual = ids(gallery.search(query("star"), 18));

        assertThat(ids(gallery.search(query(sketch("star", Color.WHITE, Color.BLACK)), 18))).isEqualTo(usual);
        assertThat(ids(gallery.search(query(sketch("star", Color.BLACK, new Color(0, true))), 18))).isEqualTo(usual);
        assertThatThrownBy(() -> gallery.search(query(sketch("star", Color.WHITE, Color.WHITE)), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("draw a dark line");
    }

    @Test
    void search_withFilterOrSelection_choosesAmongThose() throws IOException {
        Answer bars = gallery.search(query("star").among(Filter.folder("bar")), 100);
        assertThat(folders(bars)).hasSize(OF_EACH).containsOnly("bar");

        List<Long> all = ids(gallery.search(query("star"), 100));
        gallery.describe(all.get(0), Map.of("product", "one"));
        gallery.describe(all.get(1), Map.of("product", "one"));
        Answer grouped = gallery.search(query("star").select(new Selection(0.7, "product", true)), 100);
        assertThat(grouped.matches()).hasSize(17);
        assertThat(grouped.matches().getFirst().image().id()).isEqualTo(all.get(0));
        assertThat(grouped.matches().getFirst().others()).containsExactly(all.get(1));
    }

    @Test
    void search_afterPicturesCameAndWent_seesThoseThereAre() throws IOException {
        ids(gallery.search(query("disc"), 1));
        Image image = gallery.add(photo("disc", 5), "again.png");
        try {
            assertThat(ids(gallery.search(query("disc"), 100))).hasSize(19).contains(image.id());
        } finally {
            gallery.remove(image.id());
        }
        assertThat(ids(gallery.search(query("disc"), 100))).hasSize(18).doesNotContain(image.id());
    }

    @Test
    void search_withASketchAndMore_holdsBoth() throws IOException {
        Query.Part sketch = query("disc").parts().getFirst();
        List<Long> discs = ids(gallery.search(query("disc").among(Filter.folder("disc")), OF_EACH));
        long bar = ids(gallery.search(query("bar").among(Filter.folder("bar")), 1)).getFirst();
        long told = discs.get(1);
        gallery.describe(told, Map.of("title", "crimson"));
        gallery.describe(bar, Map.of("title", "crimson"));

        List<Long> found = ids(gallery.search(Query.of(sketch, Words.of("crimson")), 18));
        assertThat(found.subList(0, 2)).contains(told);
        assertThat(found.subList(0, OF_EACH)).contains(bar);
        assertThat(ids(gallery.search(Query.of(sketch), OF_EACH))).doesNotContain(bar);
        assertThat(ids(gallery.search(Query.of(sketch, new Query.Inside(bar, Crop.WHOLE, 1)), 18)))
                .doesNotContain(bar).hasSize(17);
        Answer unlike = gallery.search(Query.of(query("star").parts().getFirst(),
                new Query.Sketch(picture(sketch("disc", Color.BLACK, Color.WHITE)), -1)), OF_EACH);
        assertThat(folders(unlike)).filteredOn("star"::equals).hasSizeGreaterThanOrEqualTo(OF_EACH - 1);
    }

    @Test
    void search_withASketchOtherwiseAsked_answersAsPicturesDo() throws IOException {
        List<Long> usual = ids(gallery.search(query("star"), 18));

        assertThat(ids(gallery.search(query("star").exact(), 18))).isEqualTo(usual);
        assertThat(folders(gallery.search(query("star").by(Metric.EUCLIDEAN), OF_EACH))).hasSize(OF_EACH);
        Answer shaped = gallery.search(query("star").weigh(new Weights(0, 0, 0, 1)), OF_EACH);
        assertThat(folders(shaped)).filteredOn("star"::equals).hasSizeGreaterThanOrEqualTo(OF_EACH - 2);
        assertThat(shaped.matches().getFirst().shares()).extracting(Match.Share::aspect).containsExactly(Aspect.SHAPE);
        assertThatThrownBy(() -> gallery.search(query("star").weigh(new Weights(0, 1, 0, 0)), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a sketch for shape");
        assertThatThrownBy(() -> gallery.explain(query("star"), 1)).hasMessageContaining("sketches");
    }

    @Test
    void search_ofAnEmptyGallery_findsNothing() throws IOException {
        try (var empty = Gallery.open(home.resolve("empty.gallery"), embedder)) {
            assertThat(empty.search(query("star"), 5).matches()).isEmpty();
            Image only = empty.add(photo("disc", 1), "only.png");
            assertThat(ids(empty.search(query("star"), 5))).containsExactly(only.id());
        }
    }
}
