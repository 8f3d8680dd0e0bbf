package dev.lookalike.gallery.taste;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.ranking.CheckedFile;

/// What a learner had learnt when it was stopped, in a file of its own, so that it goes on from there.
final class Kept {
    /// What the names of their files begin with.
    static final String FILES = "taste-";

    private final CheckedFile file;
    private final long what;

    /// @param course
    ///            how it learns
    /// @param train
    ///            what from: a file of another course or other likes is left alone and written over
    Kept(CheckedFile file, String name, Course course, Interactions train) {
        this.file = file;
        var crc = new CRC32C();
        crc.update((name + course + train.items()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (int user = 0; user < train.users(); user++) {
            for (int item : train.of(user)) {
                crc.update(item);
                crc.update(item >> 8);
                crc.update(item >> 16);
            }
            crc.update(0xFF);
        }
        what = crc.getValue();
    }

    /// Deletes what learners kept in a folder: it holds values of each user.
    static void deleteAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var kept = Files.newDirectoryStream(folder, FILES + "*")) {
            kept.forEach(each -> new CheckedFile(each).delete());
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot look into %s: %s".formatted(folder, failure.getMessage()),
                    failure);
        }
    }

    /// Puts back what was kept; how many epochs that is of, 0 where nothing fits.
    int into(Learner learner) {
        byte[] bytes = file.read("learning begins anew");
        int floats = learner.state().stream().mapToInt(each -> each.length).sum();
        if (bytes == null || bytes.length != Long.BYTES + Integer.BYTES + (long) Float.BYTES * floats) {
            return 0;
        }
        var buffer = ByteBuffer.wrap(bytes);
        if (buffer.getLong() != what) {
            return 0;
        }
        int epochs = buffer.getInt();
        for (float[] each : learner.state()) {
            for (int i = 0; i < each.length; i++) {
                each[i] = buffer.getFloat();
            }
        }
        return epochs;
    }

    /// Keeps what is learnt after so many epochs.
    void keep(Learner learner, int epochs) {
        int floats = learner.state().stream().mapToInt(each -> each.length).sum();
        var buffer = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + Float.BYTES * floats);
        buffer.putLong(what).putInt(epochs);
        for (float[] each : learner.state()) {
            for (float value : each) {
                buffer.putFloat(value);
            }
        }
        file.write(buffer.array());
    }
}
