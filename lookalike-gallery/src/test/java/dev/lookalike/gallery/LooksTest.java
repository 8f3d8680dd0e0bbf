package dev.lookalike.gallery;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.lookalike.index.Metric;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Palette;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Things in four colours with three patterns and two shapes, asked for by each.
final class LooksTest {
    private static final int SIDE = 260;
    private static final Map<String, Integer> COLOURS = Map.of("red", 0xC3282E, "blue", 0x2D5FB3, "green", 0x2F7A4B,
            "yellow", 0xF0CB45);
    private static final List<String> PATTERNS = List.of("plain", "striped", "dotted");
    private static final List<String> SHAPES = List.of("round", "cross");
    private static final Weights COLOUR = new Weights(0, 1, 0, 0);
    private static final Weights TEXTURE = new Weights(0, 0, 1, 0);
    private static final Weights SHAPE = new Weights(0, 0, 0, 1);

    private static Embedder embedder;
    private static Gallery gallery;
    private static final Map<String, Long> IDS = new HashMap<>();

    @TempDir
    private static Path home;

    @BeforeAll
    static void open() throws IOException {
        embedder = Embedder.bundled();
        gallery = Gallery.open(home.resolve("test.gallery"), embedder);
        Path photos = Files.createDirectories(home.resolve("photos"));
        for (String colour : COLOURS.keySet()) {
            for (String pattern : PATTERNS) {
                for (String shape : SHAPES) {
                    draw(photos.resolve("%s-%s-%s.png".formatted(colour, pattern, shape)), colour, pattern, shape);
                }
            }
        }
        gallery.add(photos);
        gallery.images(Filter.all(), 0, 100).forEach(image -> IDS.put(name(image), image.id()));
    }

    @AfterAll
    static void close() {
        gallery.close();
        embedder.close();
    }

    private static String name(Image image) {
        return Objects.requireNonNull(image.path().getFileName()).toString().replace(".png", "");
    }

    private static void draw(Path file, String colour, String pattern, String shape) throws IOException {
        var picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(0xDAD8D2));
        pen.fillRect(0, 0, SIDE, SIDE);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                if (isWithin(shape, x - SIDE / 2, y - SIDE / 2)) {
                    boolean printed = switch (pattern) {
                        case "striped" -> y / 8 % 2 == 0;
                        case "dotted" -> Math.hypot(x % 22 - 11, y % 22 - 11) < 6;
                        default -> false;
                    };
                    picture.setRGB(x, y, printed ? 0x26335A : COLOURS.getOrDefault(colour, 0));
                }
            }
        }
        pen.dispose();
        javax.imageio.ImageIO.write(picture, "png", file.toFile());
    }

    private static boolean isWithin(String shape, int x, int y) {
        return shape.equals("round")
                ? Math.hypot(x, y) < 95
                : Math.abs(x) < 110 && Math.abs(y) < 110 && (Math.abs(x) < 42 || Math.abs(y) < 42);
    }

    private static long id(String name) {
        return Objects.requireNonNull(IDS.get(name));
    }

    private static List<String> names(Query query, int count) {
        return gallery.search(query, count).matches().stream().map(match -> name(match.image())).toList();
    }

    @Test
    void search_byColour_findsTheColourInOtherPatternsAndShapes() {
        assertThat(names(Query.like(id("red-striped-round")).weigh(COLOUR), 1)).containsExactly("red-striped-cross");
        assertThat(names(Query.like(Palette.parse("#c3282e")), 2)).allMatch(name -> name.startsWith("red-plain"));
        assertThat(names(Query.like(Palette.parse("#2d5fb3:50,#26335a:50")), 2))
                .allMatch(name -> name.startsWith("blue-striped"));
    }

    @Test
    void search_byTexture_findsThePatternInOtherColoursAndShapes() {
        assertThat(names(Query.like(id("red-dotted-round")).weigh(TEXTURE), 3))
                .allMatch(name -> name.contains("dotted"));
        assertThat(names(Query.like(id("blue-striped-cross")).weigh(TEXTURE), 3))
                .allMatch(name -> name.contains("striped"));
    }

    @Test
    void search_byShape_findsTheShapeInOtherColours() {
        assertThat(names(Query.like(id("red-plain-cross")).weigh(SHAPE), 3)).allMatch(name -> name.endsWith("cross"));
    }

    @Test
    void search_bySeveral_tellsWhatEachAdds() {
        Query query = Query.like(id("red-striped-round")).weigh(new Weights(0.5, 1, 0.8, 0));

        Answer answer = gallery.search(query, 23);

        assertThat(answer.unseen()).isZero();
        assertThat(answer.matches()).hasSize(23).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        for (Match match : answer.matches()) {
            assertThat(match.shares()).extracting(Match.Share::aspect).containsExactly(Aspect.OVERALL, Aspect.COLOUR,
                    Aspect.TEXTURE);
            assertThat(match.shares().stream().mapToDouble(Match.Share::share).sum())
                    .isCloseTo(match.score(), within(1e-9));
        }
        assertThat(gallery.search(query.exact(), 23).matches()).extracting(Match::score)
                .isEqualTo(answer.matches().stream().map(Match::score).toList());
    }

    @Test
    void search_withPaletteBesideAPicture_takesItsColoursInPlaceOfThePictures() {
        Query asked = Query.of(new Query.Inside(id("red-striped-round"), Crop.WHOLE, 1),
                new Query.Coloured(Palette.parse("#f0cb45:50,#26335a:50"), 1));

        assertThat(asked.weights()).isEqualTo(new Weights(1, 1, 0, 0));
        assertThat(names(asked.weigh(new Weights(0, 1, 1, 0)), 2)).allMatch(name -> name.startsWith("yellow-striped"));
    }

    @Test
    void query_thatCannotBeWeighed_saysWhatToDo() {
        Query query = Query.like(id("red-plain-round"));

        assertThatThrownBy(() -> new Weights(0, 0, 0, 0)).hasMessageContaining("all weights are 0");
        assertThatThrownBy(() -> new Weights(0, 1.5, 0, 0)).hasMessageContaining("colour is 1.5");
        assertThatThrownBy(() -> Weights.parse("smell=1")).hasMessageContaining("smell")
                .hasMessageContaining("texture");
        assertThatThrownBy(() -> query.weigh(COLOUR).by(Metric.EUCLIDEAN)).hasMessageContaining("COSINE");
        assertThatThrownBy(() -> query.weigh(COLOUR).select(new Selection(0.5, "", true)))
                .hasMessageContaining("lambda");
        assertThatThrownBy(() -> Query.forUser("ana").weigh(COLOUR)).hasMessageContaining("person");
        assertThatThrownBy(() -> Query.like(Palette.parse("red")).weigh(TEXTURE)).hasMessageContaining("palette");
        assertThatThrownBy(() -> gallery.search(Query.like(Words.of("boots")).weigh(TEXTURE), 3))
                .hasMessageContaining("name a picture");
        assertThat(Weights.parse("colour=1, texture=0.5")).isEqualTo(new Weights(0, 1, 0.5, 0));
    }

    @Test
    void search_withAColourInWords_looksForItInThePictures() {
        gallery.traits().make(Progress.none());

        assertThat(names(Query.like(Words.of("Red")), 6)).allMatch(name -> name.startsWith("red"));
        assertThat(names(Query.like(Words.of("something yellow, or green")), 12))
                .allMatch(name -> name.startsWith("yellow") || name.startsWith("green"));
        Answer but = gallery.search(
                Query.of(new Query.Inside(id("blue-plain-cross"), Crop.WHOLE, 1), Words.of("but red")), 3);
        assertThat(name(but.matches().getFirst().image())).isEqualTo("red-plain-cross");
        assertThat(but.matches().getFirst().reason()).endsWith(", in that colour");
        assertThat(names(Query.of(new Query.Inside(id("blue-plain-round"), Crop.WHOLE, 1), Words.without("blue")), 3))
                .noneMatch(name -> name.startsWith("blue"));
        assertThat(names(Query.like(Words.of("red")).exact(), 6)).hasSize(6).allMatch(name -> name.startsWith("red"));
    }

    @Test
    void search_withAColourThatIsTold_goesByWhatIsTold() {
        gallery.traits().make(Progress.none());
        gallery.describe(id("green-plain-round"), Map.of("name", "red cushion"));
        try {
            assertThat(names(Query.like(Words.of("red")), 1)).containsExactly("green-plain-round");
        } finally {
            gallery.describe(id("green-plain-round"), Map.of("name", ""));
        }
    }

    @Test
    void search_withAColourWhereNobodyLooked_answersAsBefore() throws IOException {
        try (var fresh = Gallery.open(home.resolve("fresh.gallery"), embedder)) {
            fresh.add(home.resolve("photos"));

            assertThat(fresh.search(Query.like(Words.of("a red dress")), 5).matches()).hasSize(5);
            assertThat(fresh.traits().status().ready()).isZero();
        }
    }
}
