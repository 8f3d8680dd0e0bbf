package dev.lookalike.app.dataset;

import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

import javax.imageio.ImageIO;

/// Pictures that are published as bare pixels, written as a PNG each into a folder for each class.
final class PixelRecords {
    private static final int CIFAR_SIDE = 32;
    private static final int IDX_PICTURES = 0x803;
    private static final int IDX_LABELS = 0x801;
    private static final int MOST_SIDE = 1_024;

    private final Path folder;
    private final List<String> classes;
    private int written;

    /// @param folder
    ///            of the split, in which a folder for each class is made
    PixelRecords(Path folder, List<String> classes) {
        this.folder = folder;
        this.classes = classes;
    }

    /// Adds a file of records: labels of a byte each, of which the last counts, then all red values, all green and all blue.
    void addCifar(Path file, int labels) throws IOException {
        int size = labels + 3 * CIFAR_SIDE * CIFAR_SIDE;
        if (Files.size(file) % size != 0) {
            throw new IOException(
                    "%s has %,d bytes, which is no multiple of its records' %,d".formatted(file.getFileName(),
                            Files.size(file), size));
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (byte[] record = in.readNBytes(size); record.length == size; record = in.readNBytes(size)) {
                var picture = new BufferedImage(CIFAR_SIDE, CIFAR_SIDE, BufferedImage.TYPE_INT_RGB);
                for (int i = 0; i < CIFAR_SIDE * CIFAR_SIDE; i++) {
                    int at = labels + i;
                    picture.setRGB(i % CIFAR_SIDE, i / CIFAR_SIDE, (record[at] & 0xFF) << 16
                            | (record[at + CIFAR_SIDE * CIFAR_SIDE] & 0xFF) << 8
                            | (record[at + 2 * CIFAR_SIDE * CIFAR_SIDE] & 0xFF));
                }
                write(picture, record[labels - 1] & 0xFF, file);
            }
        }
    }

    /// Adds grey pictures and their labels from two compressed IDX files.
    void addIdx(Path pictures, Path labels) throws IOException {
        try (var pixels = opened(pictures, IDX_PICTURES); var numbers = opened(labels, IDX_LABELS)) {
            int count = pixels.readInt();
            if (count != numbers.readInt() || count < 0) {
                throw new IOException(
                        "%s and %s are not of the same number of pictures".formatted(pictures.getFileName(),
                                labels.getFileName()));
            }
            int rows = pixels.readInt();
            int columns = pixels.readInt();
            if (rows < 1 || rows > MOST_SIDE || columns < 1 || columns > MOST_SIDE) {
                throw new IOException("%s holds pictures of %d x %d pixels; up to %d a side are taken".formatted(
                        pictures.getFileName(), columns, rows, MOST_SIDE));
            }
            for (int number = 0; number < count; number++) {
                byte[] grey = pixels.readNBytes(rows * columns);
                if (grey.length < rows * columns) {
                    throw new EOFException("%s ends early".formatted(pictures.getFileName()));
                }
                var picture = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
                picture.getRaster().setDataElements(0, 0, columns, rows, grey);
                write(picture, numbers.readUnsignedByte(), labels);
            }
        }
    }

    private static DataInputStream opened(Path file, int kind) throws IOException {
        var in = new DataInputStream(new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), 1 << 16));
        int found = in.readInt();
        if (found != kind) {
            in.close();
            throw new IOException(
                    "%s begins with %08x, not with IDX's %08x".formatted(file.getFileName(), found, kind));
        }
        return in;
    }

    private void write(BufferedImage picture, int label, Path file) throws IOException {
        if (label >= classes.size()) {
            throw new IOException("%s holds the label %d; there are %d classes".formatted(file.getFileName(), label,
                    classes.size()));
        }
        Path target = folder.resolve(classes.get(label)).resolve("%05d.png".formatted(written++));
        Files.createDirectories(target.getParent());
        if (!ImageIO.write(picture, "png", target.toFile())) {
            throw new IOException("this Java cannot write PNG");
        }
    }
}
