package dev.lookalike.gallery;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Promise D9: one process holds a gallery, and its death lets go.
final class GalleryLockTest {
    @TempDir
    private Path folder;

    /// Takes the lock, says so, and holds it until killed.
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws InterruptedException {
            GalleryLock.take(Path.of(arguments[0]));
            System.out.println("taken");
            Thread.sleep(java.time.Duration.ofMinutes(5));
        }
    }

    @Test
    void take_heldByAnotherProcess_isRefusedUntilThatIsKilled() throws IOException, InterruptedException {
        for (int cycle = 0; cycle < Trials.count(5); cycle++) {
            Process holder = ChildProcess.start(Holder.class, folder);
            try (var lines = holder.inputReader()) {
                assertThat(lines.readLine()).isEqualTo("taken");
                assertThatThrownBy(() -> GalleryLock.take(folder)).isInstanceOf(GalleryException.InUse.class)
                        .hasMessageContaining("process " + holder.pid());

                holder.toHandle().destroyForcibly();
                holder.waitFor();
            }
            GalleryLock.take(folder).close();
        }
    }
}
