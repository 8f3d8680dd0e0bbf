package dev.lookalike.gallery.exchange;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.catalogue.Json;
import org.jspecify.annotations.Nullable;

/// Embeddings that were exported, to be read row by row.
public final class ExportFolder implements AutoCloseable {
    private final Path folder;
    private final Map<String, Object> about;
    private final Npy matrix;
    private final InputStream vectors;
    private final BufferedReader images;
    private long read;

    private ExportFolder(Path folder, Map<String, Object> about, Npy matrix, InputStream vectors,
            BufferedReader images) {
        this.folder = folder;
        this.about = about;
        this.matrix = matrix;
        this.vectors = vectors;
        this.images = images;
    }

    /// A row.
    ///
    /// @param path
    ///            of the picture
    /// @param fields
    ///            all that was written of it
    /// @param unit
    ///            float16 bits of the unit vector
    /// @param norm
    ///            the length the raw embedding had
    public record Row(Path path, Map<String, Object> fields, short[] unit, float norm) {}

    /// Opens an export.
    ///
    /// @throws IllegalArgumentException
    ///             if `folder` holds none, or its files do not belong together
    public static ExportFolder open(Path folder) {
        try {
            Map<String, Object> about = Json.object(Files.readString(folder.resolve(Export.ABOUT)));
            InputStream vectors = new BufferedInputStream(Files.newInputStream(folder.resolve(Export.VECTORS)));
            BufferedReader images = Files.newBufferedReader(folder.resolve(Export.IMAGES));
            return new ExportFolder(folder, about, Npy.read(vectors), vectors, images);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("%s is no export: there is no %s; give a folder with %s, %s and %s"
                    .formatted(folder, missing.getFile(), Export.ABOUT, Export.VECTORS, Export.IMAGES), missing);
        } catch (IOException failure) {
            throw unreadable(folder, failure);
        }
    }

    /// Refuses embeddings of another model.
    public void checkModel(String fingerprint, String model, int dimension) {
        if (!fingerprint.equals(about.get("fingerprint"))) {
            throw new GalleryException.Incompatible(
                    "%s holds embeddings of %s (fingerprint %.12s), this gallery those of %s (%.12s); they cannot be mixed"
                            .formatted(folder, about.get("model"), about.get("fingerprint"), model, fingerprint));
        }
        if (matrix.columns() != dimension) {
            throw new IllegalArgumentException("%s has %d columns, and embeddings of %s have %d values"
                    .formatted(folder.resolve(Export.VECTORS), matrix.columns(), model, dimension));
        }
    }

    /// The folders that the pictures were added from.
    public List<Path> folders() {
        var folders = new ArrayList<Path>();
        if (about.get("folders") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> source && source.get("path") instanceof String path) {
                    folders.add(folder.resolve(path).normalize());
                }
            }
        }
        return folders;
    }

    /// What made the embeddings, as it was written.
    Map<String, Object> about() {
        return about;
    }

    /// How many values each vector has.
    int dimension() {
        return matrix.columns();
    }

    /// How many rows there are.
    public long count() {
        return matrix.rows();
    }

    /// The next row, or null after the last.
    ///
    /// @throws IllegalArgumentException
    ///             if vectors and lines do not belong together
    public @Nullable Row next() {
        try {
            String line = images.readLine();
            if (read == matrix.rows() || line == null) {
                if (line != null || read != matrix.rows()) {
                    throw new IllegalArgumentException("%s has %d rows and %s another count; export again"
                            .formatted(folder.resolve(Export.VECTORS), matrix.rows(), Export.IMAGES));
                }
                return null;
            }
            read++;
            return row(Json.object(line));
        } catch (EOFException cut) {
            throw new IllegalArgumentException("%s ends inside row %d; export again"
                    .formatted(folder.resolve(Export.VECTORS), read), cut);
        } catch (IOException failure) {
            throw unreadable(folder, failure);
        }
    }

    private Row row(Map<String, Object> fields) throws IOException {
        byte[] bytes = vectors.readNBytes(matrix.rowBytes());
        if (bytes.length < matrix.rowBytes()) {
            throw new EOFException();
        }
        if (!(fields.get("path") instanceof String path)) {
            throw new IllegalArgumentException(
                    "line %d of %s names no path".formatted(read, folder.resolve(Export.IMAGES)));
        }
        Path file = folder.toAbsolutePath().resolve(path).normalize();
        ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (matrix.halves() && fields.get("norm") instanceof Number norm) {
            var unit = new short[matrix.columns()];
            values.asShortBuffer().get(unit);
            return new Row(file, fields, unit, norm.floatValue());
        }
        return scaled(file, fields, values);
    }

    /// A raw vector becomes a unit vector and its length.
    private Row scaled(Path file, Map<String, Object> fields, ByteBuffer values) {
        var raw = new float[matrix.columns()];
        double squares = 0;
        for (int i = 0; i < raw.length; i++) {
            raw[i] = matrix.halves() ? Float.float16ToFloat(values.getShort()) : values.getFloat();
            squares += (double) raw[i] * raw[i];
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (float) (raw[i] / length);
        }
        float norm = fields.get("norm") instanceof Number given ? given.floatValue() : (float) length;
        return new Row(file, fields, Float16.of(raw), norm);
    }

    private static GalleryException.Storage unreadable(Path folder, IOException failure) {
        return new GalleryException.Storage("cannot read %s: %s".formatted(folder, failure.getMessage()), failure);
    }

    @Override
    public void close() {
        try (vectors) {
            images.close();
        } catch (IOException failure) {
            throw unreadable(folder, failure);
        }
    }
}
