package dev.lookalike.gallery.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Rejection;
import dev.lookalike.gallery.TestPictures;
import dev.lookalike.gallery.Trials;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Picture;
import dev.lookalike.vision.VisionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What is no fault of the picture is tried again though the file did not change.
final class PassingFailureTest {
    private final RandomGenerator random = Trials.random(Trials.seed());

    @TempDir
    private Path home;

    private record Reports(IngestReport first, IngestReport second) {}

    /// A network that throws `failure` until it is mended.
    private static final class Breaking implements Network {
        private final Network sound = AbortingProcess.network();
        private final Throwable failure;
        private volatile boolean mended;

        Breaking(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public int sideNeeded() {
            return sound.sideNeeded();
        }

        @Override
        public List<Embedding> embed(List<Picture> pictures) {
            if (mended) {
                return sound.embed(pictures);
            }
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }

    private static final class Nobody implements Mirror {
        @Override
        public void put(long id, short[] unit, float norm) {}

        @Override
        public void remove(long id) {}
    }

    private Reports addThenSync(Throwable failure) throws IOException {
        Path gallery = Files.createDirectories(home.resolve("test.gallery"));
        TestPictures.write(random, home.resolve("photos/a.png"));
        var network = new Breaking(failure);
        try (var catalogue = Catalogue.open(gallery, AbortingProcess.MODEL);
                var ingest = new Ingest(gallery, catalogue, network, new Nobody())) {
            IngestReport first = ingest.add(home.resolve("photos"), Progress.none());
            network.mended = true;
            return new Reports(first, ingest.sync(Progress.none()));
        }
    }

    @Test
    void sync_afterMemoryRanOut_takesThePicture() throws IOException {
        Reports reports = addThenSync(new OutOfMemoryError("trial"));

        assertThat(reports.first.rejections()).extracting(Rejection::kind).containsExactly("no-memory");
        assertThat(reports.second.added()).isEqualTo(1);
    }

    @Test
    void sync_afterTheNetworkFailed_takesThePicture() throws IOException {
        Reports reports = addThenSync(new IllegalStateException("trial"));

        assertThat(reports.first.rejections()).extracting(Rejection::kind).containsExactly("failed");
        assertThat(reports.second.added()).isEqualTo(1);
    }

    @Test
    void sync_afterThePictureHadNoEmbedding_leavesItRejected() throws IOException {
        Reports reports = addThenSync(new VisionException.NoEmbedding("trial"));

        assertThat(reports.first.rejections()).extracting(Rejection::kind).containsExactly("not-embedded");
        assertThat(reports.second.rejected()).isEqualTo(1);
    }
}
