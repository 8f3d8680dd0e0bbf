package dev.lookalike.gallery.map;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.lookalike.gallery.PictureMap;
import dev.lookalike.gallery.ranking.CheckedFile;
import org.jspecify.annotations.Nullable;

/// Keeps a map in a file of the derived folder.
///
/// All numbers are big-endian:
///
/// | bytes | what |
/// |---|---|
/// | 8 | `LKMAP001`: the kind of file and its version |
/// | 4 + n | length and UTF-8 bytes of what it was drawn from: the model's fingerprint, and the space |
/// | 8 | when it was drawn, in milliseconds since 1970 |
/// | 4 | how many clusters, and of each: |
/// | 8, 8, 4 + n | the typical picture's id, how many pictures, length and UTF-8 bytes of the name |
/// | 4 | how many places, and of each: |
/// | 8, 4 x 4, 4 | the picture's id, both coordinates of both maps as float, the cluster |
/// | 4 | CRC32C of all before |
///
/// A file that is missing, damaged or of another version is no failure: the map is drawn again.
final class MapFile {
    private static final Logger LOG = System.getLogger(MapFile.class.getName());
    private static final byte[] MAGIC = "LKMAP001".getBytes(StandardCharsets.US_ASCII);
    private static final int PLACE_BYTES = Long.BYTES + 4 * Float.BYTES + Integer.BYTES;
    private static final int CLUSTER_BYTES = 2 * Long.BYTES + Integer.BYTES;

    private final CheckedFile file;

    MapFile(Path folder) {
        file = new CheckedFile(folder.resolve("map"));
    }

    /// What is kept.
    ///
    /// @param basis
    ///            what it was drawn from
    record Kept(String basis, PictureMap map) {}

    /// What was written last, or null if there is nothing of use, which is logged.
    @Nullable
    Kept read() {
        byte[] bytes = file.read("it is drawn again when it is looked at");
        if (bytes == null) {
            return null;
        }
        if (bytes.length < MAGIC.length || !Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
            LOG.log(Level.INFO, "the map in {0} is of another version; it is drawn again when it is looked at",
                    file.path());
            return null;
        }
        var in = ByteBuffer.wrap(bytes).position(MAGIC.length);
        String basis = text(in);
        Instant drawn = Instant.ofEpochMilli(in.getLong());
        List<PictureMap.Cluster> clusters = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            long typical = in.getLong();
            long count = in.getLong();
            clusters.add(new PictureMap.Cluster(text(in), typical, count));
        }
        List<PictureMap.Place> places = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            places.add(new PictureMap.Place(in.getLong(), in.getFloat(), in.getFloat(), in.getFloat(), in.getFloat(),
                    in.getInt()));
        }
        return new Kept(basis, new PictureMap(places, clusters, drawn, 0, false));
    }

    /// Makes a map what [#read()] finds, also after a crash.
    ///
    /// @throws dev.lookalike.gallery.GalleryException.Storage
    ///             if the operating system refuses; what was there stays
    void write(Kept kept) {
        byte[] basis = utf8(kept.basis);
        List<byte[]> names = kept.map.clusters().stream().map(cluster -> utf8(cluster.name())).toList();
        int bytes = MAGIC.length + 3 * Integer.BYTES + basis.length + Long.BYTES + names.size() * CLUSTER_BYTES
                + names.stream().mapToInt(name -> name.length).sum() + kept.map.places().size() * PLACE_BYTES;
        var out = ByteBuffer.allocate(bytes).put(MAGIC).putInt(basis.length).put(basis)
                .putLong(kept.map.drawn().toEpochMilli()).putInt(names.size());
        for (int i = 0; i < names.size(); i++) {
            PictureMap.Cluster cluster = kept.map.clusters().get(i);
            out.putLong(cluster.typical()).putLong(cluster.count()).putInt(names.get(i).length).put(names.get(i));
        }
        out.putInt(kept.map.places().size());
        for (PictureMap.Place place : kept.map.places()) {
            out.putLong(place.id()).putFloat(place.x()).putFloat(place.y()).putFloat(place.pcaX())
                    .putFloat(place.pcaY()).putInt(place.cluster());
        }
        file.write(out.array());
    }

    /// What is wrong with the file, or null.
    @Nullable
    String damage() {
        return file.damage();
    }

    /// Drops it.
    void clear() {
        file.delete();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer in) {
        var bytes = new byte[in.getInt()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
