package dev.lookalike.app.dataset;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpServer;
import dev.lookalike.app.dataset.PublishedDataset.Form;
import dev.lookalike.app.http.Drawing;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Collections fetched from a server on this machine that serves archives of the published forms.
final class DatasetFolderTest {
    private final Random random = new Random(3);
    private final Map<String, byte[]> served = new LinkedHashMap<>();
    private final List<@Nullable String> ranges = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] content = served.getOrDefault(exchange.getRequestURI().getPath().substring(1), new byte[0]);
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(range);
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
            exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1,
                    content.length));
            exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
            exchange.getResponseBody().write(content, from, content.length - from);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void pull_cifar10_becomesAPictureForEachRecord() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        for (String batch : List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5",
                "test_batch")) {
            files.put("cifar-10-batches-bin/" + batch + ".bin", records(4, 1, 10));
        }
        byte[] last = Objects.requireNonNull(files.get("cifar-10-batches-bin/test_batch.bin"));

        Path pulled = datasets().pull(published(Form.CIFAR_10, Map.of("c.tar.gz", tar(files))), (_, _) -> {});

        assertThat(pictures(pulled.resolve("train"))).hasSize(20);
        List<Path> test = pictures(pulled.resolve("test"));
        assertThat(test).hasSize(4);
        Path first = test.stream().filter(file -> file.endsWith("00000.png")).findFirst().orElseThrow();
        assertThat(kind(first)).isEqualTo(
                List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
                        .get(last[0]));
        Picture picture = Picture.read(first, Limits.FOLDER, 32);
        assertThat(picture.rgb()[3]).isEqualTo(last[1 + 1]);
        assertThat(picture.rgb()[4]).isEqualTo(last[1 + 1_024 + 1]);
        assertThat(picture.rgb()[5]).isEqualTo(last[1 + 2_048 + 1]);
    }

    @Test
    void pull_cifar100_readsTheClassesFromTheArchive() throws IOException {
        var files = Map.of("cifar-100-binary/fine_label_names.txt", "apple\nbowl\n".getBytes(StandardCharsets.UTF_8),
                "cifar-100-binary/train.bin", records(6, 2, 2), "cifar-100-binary/test.bin", records(3, 2, 2));

        Path pulled = datasets().pull(published(Form.CIFAR_100, Map.of("c.tar.gz", tar(files))), (_, _) -> {});

        assertThat(pictures(pulled.resolve("train"))).hasSize(6).allMatch(
                file -> List.of("apple", "bowl").contains(kind(file)));
        assertThat(pictures(pulled.resolve("test"))).hasSize(3);
    }

    @Test
    void pull_fashionMnist_joinsPicturesAndLabels() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("train-images.gz", idx(0x803, 5, new int[]{28, 28}, 784));
        files.put("train-labels.gz", idx(0x801, 5, new int[0], 1));
        files.put("t10k-images.gz", idx(0x803, 2, new int[]{28, 28}, 784));
        files.put("t10k-labels.gz", idx(0x801, 2, new int[0], 1));

        Path pulled = datasets().pull(published(Form.FASHION_MNIST, files), (_, _) -> {});

        assertThat(pictures(pulled.resolve("train"))).hasSize(5);
        assertThat(pictures(pulled.resolve("test"))).hasSize(2);
    }

    @Test
    void pull_synsetsAndNamedFiles_becomeFoldersOfClasses() throws IOException {
        byte[] synsets = tar(Map.of("imagenette2-160/train/n01440764/a.JPEG", Drawing.jpeg(0, 1),
                "imagenette2-160/val/n03888257/b.JPEG", Drawing.jpeg(1, 1)));
        byte[] named = tar(Map.of("pets/images/Bengal_12.jpg", Drawing.jpeg(2, 1), "pets/images/saint_bernard_3.jpg",
                Drawing.jpeg(3, 1), "pets/list.txt", new byte[]{1}));

        Path first = datasets().pull(published(Form.SYNSETS, Map.of("s.tgz", synsets)), (_, _) -> {});
        Path second = datasets().pull(published(Form.NAMED_FILES, Map.of("n.tgz", named)), (_, _) -> {});

        assertThat(first.resolve("train/tench/a.JPEG")).exists();
        assertThat(first.resolve("test/parachute/b.JPEG")).exists();
        assertThat(second.resolve("bengal/Bengal_12.jpg")).exists();
        assertThat(second.resolve("saint_bernard/saint_bernard_3.jpg")).exists();
        assertThat(pictures(second)).hasSize(2);
    }

    @Test
    void pull_aFetchThatBrokeOff_goesOn() throws IOException {
        var dataset = published(Form.NAMED_FILES, Map.of("n.tgz", tar(Map.of("a/Bengal_1.jpg", Drawing.jpeg(0, 1)))));
        Path parts = Files.createDirectories(folder.resolve(dataset.name() + ".parts"));
        Files.write(parts.resolve("n.tgz"), Arrays.copyOf(Objects.requireNonNull(served.get("n.tgz")), 100));

        Path pulled = datasets().pull(dataset, (_, _) -> {});

        assertThat(ranges).containsExactly("bytes=100-");
        assertThat(pulled.resolve("bengal/Bengal_1.jpg")).exists();
        assertThat(parts).doesNotExist();
        assertThat(datasets().pull(dataset, (_, _) -> {})).isEqualTo(pulled);
        assertThat(ranges).hasSize(1);
    }

    @Test
    void pull_anotherFileThanPublished_isThrownAway() throws IOException {
        var dataset = published(Form.NAMED_FILES, Map.of("n.tgz", tar(Map.of("a/Bengal_1.jpg", Drawing.jpeg(0, 1)))));
        Objects.requireNonNull(served.get("n.tgz"))[50] ^= 1;

        assertThatThrownBy(() -> datasets().pull(dataset, (_, _) -> {})).isInstanceOf(ProblemException.class)
                .hasMessageContaining(dataset.files().getFirst().md5());

        assertThat(folder.resolve(dataset.name())).doesNotExist();
        assertThat(folder.resolve(dataset.name() + ".parts/n.tgz")).doesNotExist();
    }

    @Test
    void pull_aHostileArchive_leavesNoCollection() throws IOException {
        var dataset = published(Form.NAMED_FILES, Map.of("n.tgz", tar(Map.of("../Bengal_1.jpg", new byte[]{1}))));

        assertThatThrownBy(() -> datasets().pull(dataset, (_, _) -> {})).isInstanceOf(ProblemException.class)
                .hasMessageContaining("../Bengal_1.jpg");

        assertThat(folder.resolve(dataset.name())).doesNotExist();
        assertThat(folder.resolve("../Bengal_1.jpg")).doesNotExist();
    }

    @Test
    void published_ones_haveAHashEach() {
        assertThat(PublishedDataset.ALL).flatExtracting(PublishedDataset::files)
                .allSatisfy(part -> assertThat(part.md5()).matches("[0-9a-f]{32}"));
        assertThatThrownBy(() -> PublishedDataset.named("imagenet")).hasMessageContaining("cifar-10")
                .hasMessageContaining("dataset use");
    }

    private DatasetFolder datasets() {
        return new DatasetFolder(folder);
    }

    private PublishedDataset published(Form form, Map<String, byte[]> files) {
        var parts = new ArrayList<PublishedDataset.Part>();
        files.forEach((name, content) -> {
            served.put(name, content);
            parts.add(new PublishedDataset.Part(
                    URI.create("http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), name)), content.length,
                    md5(content)));
        });
        return new PublishedDataset("pulled-" + served.size(), "for a test", parts, form);
    }

    private byte[] records(int count, int labels, int classes) {
        int size = labels + 3_072;
        var records = new byte[count * size];
        random.nextBytes(records);
        for (int i = 0; i < count; i++) {
            for (int label = 0; label < labels; label++) {
                records[i * size + label] = (byte) random.nextInt(classes);
            }
        }
        return records;
    }

    private byte[] idx(int kind, int count, int[] sides, int bytesEach) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeInt(kind);
            out.writeInt(count);
            for (int side : sides) {
                out.writeInt(side);
            }
            for (int i = 0; i < count * bytesEach; i++) {
                out.writeByte(random.nextInt(10));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (var file : files.entrySet()) {
                var entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static List<Path> pictures(Path top) throws IOException {
        try (var all = Files.walk(top)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String kind(Path picture) {
        return picture.getName(picture.getNameCount() - 2).toString();
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
