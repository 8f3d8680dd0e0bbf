package dev.lookalike.gallery.traits;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// The values of one kind of trait, of each picture that has been looked at, in a file. All methods may be called from any thread.
final class TraitFile implements AutoCloseable {
    /*
     * The file, big-endian: a head of 64 bytes (magic, how many values a row has, the CRC32C of the fingerprint, zeros, and
     * the CRC32C of all that), then rows of equal length:
     *
     *     id of the picture 8, the first 8 bytes of its file's SHA-256, values as float16, CRC32C of all before it 4
     *
     * A row whose id is 0 is free, and so is a damaged one. A new picture takes a free row, or a new one at the end; a picture
     * whose content changed keeps its row. Nothing is forced to disk: what a crash leaves torn has a wrong checksum, and is
     * made again, as is a row that was damaged. A file of another fingerprint, or with a damaged head, is begun anew.
     *
     * Not a channel, which an interrupt of one reader would close for all.
     */
    private static final Logger LOG = System.getLogger(TraitFile.class.getName());
    private static final long MAGIC = 0x6C6B_7472_6169_7431L;
    private static final int HEAD_BYTES = 64;
    private static final int KEY_BYTES = 2 * Long.BYTES;
    private static final int ROWS_AT_ONCE = 256;

    private final Path path;
    private final int dimension;
    private final int rowBytes;
    private final RandomAccessFile file;
    private final Map<Long, Row> rows = new HashMap<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private int slots;

    private record Row(int slot, long content) {}

    /// Sees rows one by one.
    interface Visitor {
        /// One picture's values.
        ///
        /// @param values
        ///            as float16 bits; belongs to the visitor
        void visit(long id, short[] values);
    }

    private TraitFile(Path path, int dimension, RandomAccessFile file) {
        this.path = path;
        this.dimension = dimension;
        this.file = file;
        rowBytes = KEY_BYTES + dimension * Short.BYTES + Integer.BYTES;
    }

    /// Opens the file of a kind in a folder, or makes one there. Costs a pass over it: 0.1 s for 60,000 rows of 1,280 values.
    static TraitFile open(Path folder, Trait kind) {
        return open(folder, kind.name(), kind.fingerprint(), kind.dimension());
    }

    /// The same of something that is not made of pixels.
    static TraitFile open(Path folder, String name, String fingerprint, int dimension) {
        Path path = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            var opened = new TraitFile(path, dimension, new RandomAccessFile(path.toFile(), "rw"));
            opened.load(fingerprint);
            return opened;
        } catch (IOException failure) {
            throw failed(path, failure);
        }
    }

    private void load(String fingerprint) throws IOException {
        byte[] expected = head(fingerprint);
        if (!Arrays.equals(read(0, HEAD_BYTES), expected)) {
            file.setLength(0);
            write(expected, 0);
            return;
        }
        slots = (int) Math.min(Integer.MAX_VALUE, (file.length() - HEAD_BYTES) / rowBytes);
        file.setLength(place(slots));
        scan((slot, bytes, sound) -> {
            long id = bytes.getLong(0);
            if (id == 0 || !sound || rows.containsKey(id)) {
                if (id != 0) {
                    LOG.log(Level.WARNING, "{0} is damaged: row {1}; it is made again", path, slot);
                }
                free.add(slot);
            } else {
                rows.put(id, new Row(slot, bytes.getLong(Long.BYTES)));
            }
        });
    }

    private byte[] head(String fingerprint) {
        var head = ByteBuffer.allocate(HEAD_BYTES).putLong(MAGIC).putInt(dimension)
                .putInt(checksum(fingerprint.getBytes(StandardCharsets.UTF_8)));
        return head.putInt(HEAD_BYTES - Integer.BYTES, checksum(head.array(), HEAD_BYTES - Integer.BYTES)).array();
    }

    private interface Slot {
        void at(int slot, ByteBuffer row, boolean sound) throws IOException;
    }

    private void scan(Slot each) throws IOException {
        for (int first = 0; first < slots; first += ROWS_AT_ONCE) {
            scan(first, Math.min(ROWS_AT_ONCE, slots - first), each);
        }
    }

    private void scan(int first, int count, Slot each) throws IOException {
        byte[] block = read(place(first), count * rowBytes);
        for (int i = 0; i < count; i++) {
            ByteBuffer row = ByteBuffer.wrap(block).slice(i * rowBytes, rowBytes);
            each.at(first + i, row, isSound(row));
        }
    }

    private boolean isSound(ByteBuffer row) {
        int at = rowBytes - Integer.BYTES;
        var checksum = new CRC32C();
        checksum.update(row.slice(0, at));
        return (int) checksum.getValue() == row.getInt(at);
    }

    private long place(int slot) {
        return HEAD_BYTES + (long) slot * rowBytes;
    }

    /// How many rows there are.
    synchronized int count() {
        return rows.size();
    }

    /// The ids of the pictures that have a row, in no order.
    synchronized List<Long> ids() {
        return List.copyOf(rows.keySet());
    }

    /// Whether a picture has a row that was made of this content.
    synchronized boolean has(long id, String sha256) {
        Row row = rows.get(id);
        return row != null && row.content == content(sha256);
    }

    private static long content(String sha256) {
        return Long.parseUnsignedLong(sha256, 0, 2 * Long.BYTES, 16);
    }

    /// Keeps the values of a picture, in place of those it had.
    ///
    /// @param values
    ///            of its kind's dimension
    /// @throws GalleryException.Storage
    ///             if the operating system refuses
    synchronized void put(long id, String sha256, float[] values) {
        if (values.length != dimension) {
            throw new IllegalArgumentException(
                    "%d values for %s, which has %d".formatted(values.length, path.getFileName(), dimension));
        }
        Row known = rows.get(id);
        Integer reused = known == null ? free.peek() : (Integer) known.slot;
        int slot = reused == null ? slots : reused;
        var row = ByteBuffer.allocate(rowBytes).putLong(id).putLong(content(sha256));
        for (float value : values) {
            row.putShort(Float.floatToFloat16(value));
        }
        row.putInt(checksum(row.array(), rowBytes - Integer.BYTES));
        try {
            write(row.array(), place(slot));
        } catch (IOException failure) {
            throw failed(path, failure);
        }
        if (known == null && reused != null) {
            free.remove();
        }
        slots = Math.max(slots, slot + 1);
        rows.put(id, new Row(slot, content(sha256)));
    }

    /// Forgets the values of a picture.
    synchronized void remove(long id) {
        Row row = rows.remove(id);
        if (row != null) {
            try {
                release(row.slot);
            } catch (IOException failure) {
                throw failed(path, failure);
            }
            free.add(row.slot);
        }
    }

    private void release(int slot) throws IOException {
        write(new byte[Long.BYTES], place(slot));
    }

    /// The values of a picture as float16 bits, or null if there are none, or they were damaged meanwhile.
    synchronized short @Nullable [] find(long id) {
        Row row = rows.get(id);
        if (row == null) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(read(place(row.slot), rowBytes));
            return isSound(bytes) ? values(bytes) : null;
        } catch (IOException failure) {
            throw failed(path, failure);
        }
    }

    private short[] values(ByteBuffer row) {
        var values = new short[dimension];
        row.slice(KEY_BYTES, dimension * Short.BYTES).asShortBuffer().get(values);
        return values;
    }

    /// Shows every row, in the order of the file; those that were damaged meanwhile are left out.
    void forEach(Visitor visitor) {
        var found = new ArrayList<Map.Entry<Long, short[]>>();
        for (int first = 0; first < slots(); first += ROWS_AT_ONCE) {
            read(first, found);
            found.forEach(each -> visitor.visit(each.getKey(), each.getValue()));
            found.clear();
        }
    }

    private synchronized int slots() {
        return slots;
    }

    private synchronized void read(int first, List<Map.Entry<Long, short[]>> found) {
        try {
            scan(first, Math.clamp((long) slots - first, 0, ROWS_AT_ONCE), (_, row, sound) -> {
                if (row.getLong(0) != 0 && sound) {
                    found.add(Map.entry(row.getLong(0), values(row)));
                }
            });
        } catch (IOException failure) {
            throw failed(path, failure);
        }
    }

    /// What is wrong with the rows, each with its place; all of them are read.
    synchronized List<String> damages() {
        var damages = new ArrayList<String>();
        try {
            scan((slot, row, sound) -> {
                if (row.getLong(0) != 0 && !sound) {
                    damages.add("%s is damaged: row %d, of picture %d; run `lookalike repair`".formatted(path, slot,
                            row.getLong(0)));
                }
            });
        } catch (IOException failure) {
            damages.add("cannot read %s: %s".formatted(path, failure.getMessage()));
        }
        return damages;
    }

    /// Forgets all.
    synchronized void clear() {
        try {
            file.setLength(HEAD_BYTES);
        } catch (IOException failure) {
            throw failed(path, failure);
        }
        rows.clear();
        free.clear();
        slots = 0;
    }

    // What lies behind the end is zero.
    private byte[] read(long from, int count) throws IOException {
        var bytes = new byte[count];
        file.seek(from);
        file.readFully(bytes, 0, Math.clamp(file.length() - from, 0, count));
        return bytes;
    }

    private void write(byte[] bytes, long to) throws IOException {
        file.seek(to);
        file.write(bytes);
    }

    private static int checksum(byte[] bytes) {
        return checksum(bytes, bytes.length);
    }

    private static int checksum(byte[] bytes, int count) {
        var checksum = new CRC32C();
        checksum.update(bytes, 0, count);
        return (int) checksum.getValue();
    }

    private static GalleryException failed(Path path, IOException failure) {
        return new GalleryException.Storage("cannot use %s: %s".formatted(path, failure.getMessage()), failure);
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw failed(path, failure);
        }
    }
}
