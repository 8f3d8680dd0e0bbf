package dev.lookalike.gallery.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Rejection;
import dev.lookalike.gallery.TestPictures;
import dev.lookalike.gallery.Trials;
import dev.lookalike.vision.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ExportTest {
    private static final int PICTURES = 6;
    private static Embedder embedder;

    private final RandomGenerator random = Trials.random(Trials.seed());

    @TempDir
    private Path home;

    private Path photos;
    private Path exported;
    private List<Image> images = List.of();

    @BeforeAll
    static void open() {
        embedder = Embedder.bundled();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @BeforeEach
    void export() {
        photos = home.resolve("photos");
        exported = home.resolve("exported");
        for (int i = 0; i < PICTURES; i++) {
            TestPictures.write(random, photos.resolve("f/%d.jpg".formatted(i)));
        }
        try (var gallery = gallery("first")) {
            gallery.add(photos);
            images = gallery.images(Filter.all(), 0, 100);
            gallery.describe(images.getFirst().id(), Map.of("colour", "red"));
            images = gallery.images(Filter.all(), 0, 100);
            gallery.exportTo(exported);
        }
    }

    private Gallery gallery(String name) {
        return Gallery.open(home.resolve(name), embedder);
    }

    @Test
    void exportTo_folder_writesAMatrixThatNumpyReads() throws IOException {
        byte[] file = Files.readAllBytes(exported.resolve("embeddings.npy"));
        int headerBytes = 10 + ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getShort(8);

        assertThat(headerBytes % 64).isZero();
        assertThat(new String(file, 0, headerBytes, StandardCharsets.ISO_8859_1)).startsWith("\u0093NUMPY\u0001\u0000")
                .contains("'descr': '<f2'", "'fortran_order': False",
                        "'shape': (%d, %d)".formatted(PICTURES, embedder.dimension()))
                .endsWith("\n");
        assertThat(file.length - headerBytes).isEqualTo(2 * PICTURES * embedder.dimension());
        assertThat(Files.readAllLines(exported.resolve("images.ndjson"))).hasSize(PICTURES)
                .allMatch(line -> line.startsWith("{") && line.contains("\"sha256\""));
    }

    @Test
    void importFrom_export_givesTheSameGallery() {
        try (var gallery = gallery("second")) {
            IngestReport report = gallery.importFrom(exported);

            assertThat(report.added()).isEqualTo(PICTURES);
            assertThat(gallery.images(Filter.all(), 0, 100)).usingRecursiveComparison()
                    .ignoringFields("id", "added").isEqualTo(images);
            for (Image image : gallery.images(Filter.all(), 0, 100)) {
                assertThat(gallery.similarTo(image.path(), 1).getFirst().image().id()).isEqualTo(image.id());
            }
            assertThat(gallery.importFrom(exported).unchanged()).isEqualTo(PICTURES);
            assertThat(gallery.sync(Progress.none()).unchanged()).isEqualTo(PICTURES);
            assertThat(gallery.verify()).isEmpty();
        }
    }

    @Test
    void importFrom_missingAndChangedFiles_reportsThem() throws IOException {
        Files.delete(images.get(1).path());
        Files.write(images.get(2).path(), TestPictures.content(random, "jpg"));
        try (var gallery = gallery("second")) {
            IngestReport report = gallery.importFrom(exported);

            assertThat(report.added()).isEqualTo(PICTURES - 2);
            assertThat(report.rejections()).extracting(Rejection::path, Rejection::kind).containsExactly(
                    org.assertj.core.groups.Tuple.tuple(images.get(1).path(), "missing"),
                    org.assertj.core.groups.Tuple.tuple(images.get(2).path(), "changed"));
        }
    }

    @Test
    void importFrom_float32OfAnotherProgram_scalesAndReadsWhatIsNotTold() throws IOException {
        float[] raw = new float[embedder.dimension()];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = 3 * (float) random.nextGaussian();
        }
        var vectors = ByteBuffer.allocate(4 * raw.length).order(ByteOrder.LITTLE_ENDIAN);
        vectors.asFloatBuffer().put(raw);
        Path other = Files.createDirectories(home.resolve("other"));
        try (var out = Files.newOutputStream(other.resolve("embeddings.npy"))) {
            out.write(new Npy(false, 1, raw.length).header());
            out.write(vectors.array());
        }
        Files.writeString(other.resolve("images.ndjson"), "{\"path\": \"../photos/f/0.jpg\"}\n");
        Files.copy(exported.resolve("export.json"), other.resolve("export.json"));
        try (var gallery = gallery("second")) {
            assertThat(gallery.importFrom(other).added()).isEqualTo(1);

            Image image = gallery.images(Filter.all(), 0, 1).getFirst();
            assertThat(image.width()).isEqualTo(images.getFirst().width());
            assertThat(image.placeholder()).isEqualTo(images.getFirst().placeholder());
        }
    }

    @Test
    void importFrom_otherModel_isRefused() throws IOException {
        Path about = exported.resolve("export.json");
        Files.writeString(about, Files.readString(about).replace(embedder.fingerprint(), "0".repeat(64)));
        try (var gallery = gallery("second")) {
            assertThatThrownBy(() -> gallery.importFrom(exported)).isInstanceOf(GalleryException.Incompatible.class);
            assertThat(gallery.status().images()).isZero();
        }
    }

    @Test
    void importFrom_cutOrForeignFiles_isRefused() throws IOException {
        Path vectors = exported.resolve("embeddings.npy");
        byte[] sound = Files.readAllBytes(vectors);
        try (var gallery = gallery("second")) {
            Files.write(vectors, Arrays.copyOf(sound, sound.length - 7));
            assertThatThrownBy(() -> gallery.importFrom(exported)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("row 6");
            Files.write(vectors, new byte[20]);
            assertThatThrownBy(() -> gallery.importFrom(exported)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> gallery.importFrom(photos)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no export");
            assertThatThrownBy(() -> gallery.exportTo(photos)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
