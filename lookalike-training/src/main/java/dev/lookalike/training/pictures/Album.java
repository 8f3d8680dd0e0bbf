package dev.lookalike.training.pictures;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import dev.lookalike.vision.VisionException;
import org.jspecify.annotations.Nullable;

/// The pictures of a collection, small, as many of them in memory as a third of the heap holds; the others are decoded
/// whenever they are looked at. May be asked by any thread.
public final class Album {
    private final List<Path> files;
    private final int side;
    private final ConcurrentHashMap<Integer, Picture> kept = new ConcurrentHashMap<>();
    private final AtomicLong free = new AtomicLong(Runtime.getRuntime().maxMemory() / 3);

    /// @param side
    ///            the shorter side that pictures are kept in
    public Album(List<Path> files, int side) {
        this.files = List.copyOf(files);
        this.side = side;
    }

    /// Looks at every picture once.
    ///
    /// @return the numbers of those that can be read, ascending
    public List<Integer> readable() throws InterruptedException {
        var looked = new ArrayList<Future<Boolean>>();
        try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (int number = 0; number < files.size(); number++) {
                int one = number;
                looked.add(threads.submit(() -> looked(one) != null));
            }
            var readable = new ArrayList<Integer>();
            for (int number = 0; number < looked.size(); number++) {
                if (looked.get(number).get()) {
                    readable.add(number);
                }
            }
            return readable;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot look at the pictures: " + e.getCause(), e);
        }
    }

    private @Nullable Picture looked(int number) {
        try {
            return picture(number);
        } catch (VisionException.Refused | VisionException.Unreadable e) {
            return null;
        }
    }

    /// The picture with a number.
    ///
    /// @throws VisionException
    ///             if it cannot be read
    public Picture picture(int number) {
        Picture found = kept.get(number);
        if (found != null) {
            return found;
        }
        Picture small = small(Picture.read(files.get(number), Limits.FOLDER, side));
        long bytes = 3L * small.width() * small.height();
        if (free.addAndGet(-bytes) >= 0) {
            kept.put(number, small);
        } else {
            free.addAndGet(bytes);
        }
        return small;
    }

    private Picture small(Picture picture) {
        int shorter = Math.min(picture.width(), picture.height());
        if (shorter <= side) {
            return picture;
        }
        return picture.resized((int) ((long) picture.width() * side / shorter),
                (int) ((long) picture.height() * side / shorter));
    }
}
