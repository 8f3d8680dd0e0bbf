package dev.lookalike.demo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DemoCatalogueTest {
    private static final int COUNT = 40;

    @TempDir
    static Path folder;

    private static Path shop;

    @BeforeAll
    static void drawOnce() {
        shop = folder.resolve("shop");
        DemoCatalogue.draw(shop, COUNT, 7);
    }

    @Test
    void draw_sameSeed_sameTableAndPixelsWhateverTheCount() throws IOException {
        Path smaller = folder.resolve("smaller");
        DemoCatalogue.draw(smaller, 6, 7);

        List<String> table = Files.readAllLines(smaller.resolve("products.csv"));
        assertThat(table).hasSize(7).isEqualTo(Files.readAllLines(shop.resolve("products.csv")).subList(0, 7));
        for (String line : table.subList(1, table.size())) {
            String path = line.substring(0, line.indexOf(','));
            assertThat(pixels(smaller.resolve(path))).as(path).isEqualTo(pixels(shop.resolve(path)));
        }
    }

    @Test
    void draw_people_doWhatTheTruthSays() throws IOException {
        List<String> events = Files.readAllLines(shop.resolve(DemoCatalogue.EVENTS));
        List<String> table = Files.readAllLines(shop.resolve("products.csv")).stream().skip(1)
                .map(line -> line.substring(0, line.indexOf(','))).toList();
        double did = 0;
        double all = 0;
        int likes = 0;
        for (int person = 0; person < DemoCatalogue.people(COUNT); person++) {
            String name = DemoCatalogue.person(person);
            double sum = 0;
            for (int index = 0; index < COUNT; index++) {
                sum += DemoCatalogue.preference(7, person, index);
            }
            for (String event : events.stream().filter(line -> line.startsWith(name + ",")).toList()) {
                String[] fields = event.split(",", -1);
                assertThat(table).contains(fields[1]);
                if (!List.of("1", "2").contains(fields[3])) {
                    did += DemoCatalogue.preference(7, person, table.indexOf(fields[1]));
                    all += sum / COUNT;
                    likes++;
                }
            }
        }
        assertThat(events.getFirst()).isEqualTo("user,path,kind,rating,at");
        assertThat(likes).isGreaterThan(12 * DemoCatalogue.people(COUNT) - 1);
        assertThat(did / likes).as("what was done is preferred").isGreaterThan(all / likes + 0.5);
    }

    @Test
    void draw_anotherSeed_otherPicturesAndToldOneByOne() throws IOException {
        Path other = folder.resolve("other");
        var told = new ArrayList<Integer>();
        DemoCatalogue.draw(other, 2, 8, told::add);

        assertThat(told).containsExactly(1, 2);
        for (Path picture : pictures(other)) {
            assertThat(pixels(picture)).isNotEqualTo(pixels(shop.resolve(other.relativize(picture))));
        }
    }

    @Test
    void draw_anyCount_tableAndFilesAgree() throws IOException {
        List<String> named = rows().stream().map(row -> row.getFirst()).toList();
        List<String> drawn = pictures(shop).stream().map(file -> shop.relativize(file).toString().replace('\\', '/'))
                .toList();

        assertThat(named).hasSize(COUNT).doesNotHaveDuplicates();
        assertThat(drawn).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void draw_anyCount_categoriesAreBalancedAndAreTheFolders() throws IOException {
        Map<String, Long> sizes = new TreeMap<>(
                rows().stream().collect(Collectors.groupingBy(row -> row.get(5), Collectors.counting())));

        assertThat(sizes.size()).isEqualTo(20);
        assertThat(sizes.values()).allMatch(size -> size >= COUNT / sizes.size() && size <= COUNT / sizes.size() + 1);
        assertThat(rows()).allMatch(row -> row.getFirst().startsWith(row.get(5) + "/"));
    }

    @Test
    void draw_everyCell_isFilled() throws IOException {
        int columns = fields(Files.readAllLines(shop.resolve("products.csv")).getFirst()).size();

        assertThat(rows()).allSatisfy(row -> assertThat(row).hasSize(columns).noneMatch(String::isBlank));
    }

    @Test
    void draw_existingFolder_isRefusedAndKept() throws IOException {
        Path mine = Files.createDirectory(folder.resolve("mine"));

        assertThatThrownBy(() -> DemoCatalogue.draw(mine, 1, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exists")
                .hasMessageContaining(mine.toString());
        assertThat(mine).isEmptyDirectory();
    }

    @Test
    void draw_countOutOfBounds_isRefusedWithTheBounds() {
        for (int count : new int[]{-1, 0, DemoCatalogue.MAX_COUNT + 1}) {
            assertThatThrownBy(() -> DemoCatalogue.draw(folder.resolve("never"), count, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("100,000");
        }
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void draw_parentIsAFile_failsAndLeavesNothing() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DemoCatalogue.draw(file.resolve("shop"), 1, 1))
                .isInstanceOf(java.io.UncheckedIOException.class)
                .hasMessageContaining(file.toString());
        assertThat(file).isRegularFile();
    }

    @Test
    void draw_done_leavesNoDrawingFolder() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(each -> each.getFileName().toString())).noneMatch(name -> name.startsWith(".drawing"));
        }
    }

    private static int[] pixels(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static List<Path> pictures(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(each -> each.toString().endsWith(".jpg")).sorted().toList();
        }
    }

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(shop.resolve("products.csv")).stream().skip(1).map(DemoCatalogueTest::fields)
                .toList();
    }

    /// Commas within quotes do not divide.
    private static List<String> fields(String line) {
        return Arrays.stream(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)).map(field -> field.replace("\"", ""))
                .toList();
    }
}
