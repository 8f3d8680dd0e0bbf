package dev.lookalike.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

import dev.lookalike.index.contract.IndexOnTrial;
import dev.lookalike.index.contract.Seed;
import dev.lookalike.index.contract.Vectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// A damaged file is named with its place; it never makes a wrong answer.
final class DamagedFileTest {
    private static final int DIMENSION = 100;
    private static final int COUNT = 1_500;
    private static final IndexSpec SPEC = IndexSpec.of(DIMENSION);
    private static final SearchSpec SEARCH = SearchSpec.nearest(5).exact();

    @TempDir
    Path folder;

    private Path sound;
    private Path damaged;
    private float[][] queries;
    private List<List<Hit>> answers;

    @BeforeEach
    void write() {
        sound = folder.resolve("sound.index");
        damaged = folder.resolve("damaged.index");
        var random = new Random(1);
        queries = Vectors.random(random, 3, DIMENSION);
        try (var index = VectorIndex.open(sound, SPEC)) {
            IndexOnTrial.fill(index, Vectors.clustered(random, COUNT, DIMENSION));
            index.merge();
            answers = index.searchAll(queries, SEARCH);
        }
    }

    @Test
    void open_ofFileWithFlippedBit_namesIt() throws IOException {
        var random = Seed.random("open_ofFileWithFlippedBit");
        long size = Files.size(sound);
        for (int trial = 0; trial < Seed.trials(100); trial++) {
            long place = trial < 10 ? trial * 8L : random.nextLong(size);
            copySound();
            change(place, (byte) (1 << random.nextInt(8)));
            assertNamed();
        }
    }

    @Test
    void open_ofCutFile_namesIt() throws IOException {
        var random = Seed.random("open_ofCutFile");
        long size = Files.size(sound);
        for (int trial = 0; trial < Seed.trials(50); trial++) {
            long length = switch (trial) {
                case 0 -> 0;
                case 1 -> 1;
                case 2 -> 4_096;
                case 3 -> size - 1;
                default -> random.nextLong(size);
            };
            copySound();
            try (var channel = FileChannel.open(damaged, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
            assertNamed();
        }
    }

    @Test
    void open_ofZeroedStretch_namesIt() throws IOException {
        var random = Seed.random("open_ofZeroedStretch");
        for (int trial = 0; trial < Seed.trials(20); trial++) {
            copySound();
            int length = 1 + random.nextInt(70_000);
            long place = random.nextLong(Files.size(sound) - length);
            if (overwrite(place, new byte[length])) {
                assertNamed();
            }
        }
    }

    @Test
    void open_ofWholeFileOfZerosOrNoise_namesIt() throws IOException {
        int size = (int) Files.size(sound);
        Files.write(damaged, new byte[size]);
        assertNamed();
        var noise = new byte[size];
        Seed.random("open_ofNoise").nextBytes(noise);
        Files.write(damaged, noise);
        assertNamed();
    }

    @Test
    void open_ofFileWithBytesBehind_namesIt() throws IOException {
        copySound();
        Files.write(damaged, new byte[]{1, 2, 3}, StandardOpenOption.APPEND);
        assertNamed();
    }

    /// As when two writes of blocks went to each other's places.
    @Test
    void open_ofSwappedBlocks_namesIt() throws IOException {
        byte[] bytes = Files.readAllBytes(sound);
        byte[] one = Arrays.copyOfRange(bytes, 4_096, 4_096 + 65_536);
        System.arraycopy(bytes, 4_096 + 65_536, bytes, 4_096, 65_536);
        System.arraycopy(one, 0, bytes, 4_096 + 65_536, 65_536);
        Files.write(damaged, bytes);
        assertNamed();
    }

    @Test
    void open_ofNewerFormat_namesTheVersions() throws IOException {
        byte[] bytes = Files.readAllBytes(sound);
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(8, 3);
        var crc = new CRC32C();
        crc.update(bytes, 0, 4_092);
        buffer.putInt(4_092, (int) crc.getValue());
        Files.write(damaged, bytes);
        assertThatExceptionOfType(IndexException.Incompatible.class).isThrownBy(() -> VectorIndex.open(damaged, SPEC))
                .withMessageContaining("version 3").withMessageContaining("version 2");
    }

    private void copySound() throws IOException {
        // Another file each time: the last one may still be mapped.
        Files.deleteIfExists(damaged);
        Files.copy(sound, damaged);
    }

    private void change(long place, byte bits) throws IOException {
        try (var channel = FileChannel.open(damaged, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var one = ByteBuffer.allocate(1);
            channel.read(one, place);
            one.put(0, (byte) (one.get(0) ^ bits)).flip();
            channel.write(one, place);
        }
    }

    /// Whether it changed anything.
    private boolean overwrite(long place, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(damaged, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var before = ByteBuffer.allocate(bytes.length);
            channel.read(before, place);
            channel.write(ByteBuffer.wrap(bytes), place);
            return !Arrays.equals(before.array(), bytes);
        }
    }

    /// Opening, searching or verifying says which file is damaged and where; a search before that answers rightly.
    private void assertNamed() {
        assertThatExceptionOfType(IndexException.Corrupt.class).isThrownBy(() -> {
            try (var index = VectorIndex.open(damaged, SPEC)) {
                for (int i = 0; i < queries.length; i++) {
                    assertThat(index.search(queries[i], SEARCH)).isEqualTo(answers.get(i));
                }
                index.verify();
            }
        }).withMessageContaining(damaged.toString()).withMessageContaining("at byte");
    }
}
