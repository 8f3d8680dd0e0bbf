package dev.lookalike.app.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

import dev.lookalike.vision.Crop;

/// Everything that can be asked of a gallery, wherever it is open: one method for each idea of the contract.
///
/// The answers are the same values whether the gallery is open [in this process][LocalApi] or in [a running
/// server][RemoteApi], and so are the failures: what goes wrong over there is thrown here as a
/// [dev.lookalike.app.problem.ProblemException] with the same problem. All methods may be called from any thread.
public interface Api extends AutoCloseable {

    /// Adds a picture; its bytes are kept in the gallery's folder.
    Image add(byte[] content, String name);

    /// Begins to add a file, or every picture below a folder, in place.
    Job add(Path fileOrFolder);

    /// Begins to look again at every folder that was added.
    Job sync();

    /// Takes a picture out; its file stays.
    void remove(long id);

    /// The picture with this id.
    Image image(long id);

    /// The pictures that pass `filter`, by ascending id, from the first id greater than `after`.
    Images images(Search.Filter filter, long after, int count);

    /// The same, in the compact form for a wall of pictures.
    Layout layout(Search.Filter filter, long after, int count);

    /// The bytes of a picture's file.
    Content content(long id);

    /// A small JPEG of a picture, its longer side at most `side` pixels.
    byte[] thumbnail(long id, int side);

    /// The pictures most like one of the gallery.
    Answer similar(long id, int count, Metric metric, boolean exact);

    /// The pictures most like one that is not kept, or like a part of it.
    Answer similar(byte[] content, Crop crop, int count, Metric metric, boolean exact);

    /// The pictures that look most like what some words describe.
    Answer similar(String words, int count, Metric metric, boolean exact);

    /// Keeps a query picture for a while.
    Upload upload(byte[] content, String name);

    /// The bytes of an upload.
    Content uploaded(String id);

    /// A small JPEG of an upload, its longer side at most `side` pixels.
    byte[] uploadedThumbnail(String id, int side);

    /// The pictures that answer best.
    Answer search(Search search);

    /// Why a picture is an answer.
    Explanation explain(Explain explain);

    /// Every folder that holds pictures.
    Folders folders();

    /// Every guessed category.
    Categories categories();

    /// Every field of the pictures' metadata.
    Fields fields();

    /// By which rules pictures suit a situation.
    Rules rules();

    /// The `count` most frequent values of a field among the pictures that pass `filter`.
    Values values(String field, Search.Filter filter, int count);

    /// Tells something about a picture, in place of what was told before.
    Image describe(long id, Map<String, String> metadata);

    /// Begins to tell what a table says about pictures.
    Job describe(Path table);

    /// The files that were not taken, from the first whose path is greater than `after`.
    Rejections rejections(String after, int count);

    /// What the gallery holds and what is being done.
    Status status();

    /// How good the answers are, measured now.
    Evaluations evaluations(Protocol protocol);

    /// How good the answers were found to be by [#evaluate(Protocol)], the newest first; of each network and space the last.
    Evaluations lastEvaluations();

    /// Begins to measure how good the answers are, and remembers it; the finished job says it too.
    Job evaluate(Protocol protocol);

    /// Begins to check every checksum.
    Job verify();

    /// Begins to make again what is derived.
    Job repair();

    /// The engines that an index can be of.
    Engines engines();

    /// What the gallery's index is, and how well it finds.
    Index index();

    /// Begins to measure how hard searches must look to find `recall` of the ten most alike, and keeps that.
    Job tune(double recall);

    /// Begins to learn from labels; the finished job says what came of it.
    Job train(Training training);

    /// Begins to go back to the space before the last that was learnt.
    Job undoTraining();

    /// Where the pictures lie on the map that was drawn last.
    PictureMap map(Projection by);

    /// The clusters that the pictures form on it.
    Clusters clusters();

    /// Begins to draw the map, or says which job does already.
    Job drawMap();

    /// The networks at hand.
    Models models();

    /// Begins to compare networks, spaces, metrics and engines on the gallery's pictures; the finished job says what it
    /// measured, and each combination is remembered among [#lastEvaluations()].
    Job compare(Comparing comparing);

    /// Begins to look for copies, outliers and doubtful labels; the finished job says what it found.
    Job inspect(Inspection inspection);

    /// People, and what they did.
    UsersApi users();

    /// What goes together.
    OutfitsApi outfits();

    /// Begins to write one moment of the gallery to `file`.
    Job snapshot(Path file);

    /// Begins to write all embeddings to `folder`.
    Job exportTo(Path folder);

    /// Begins to take in embeddings that were exported to `folder`.
    Job importFrom(Path folder);

    /// The job with this id, as it is now.
    Job job(long id);

    /// Asks a job to end, if it has not yet; only the drawing of a map can be.
    Job stop(long id);

    /// Waits until a job is finished and tells `listener` about it some times a second.
    ///
    /// @return the finished job, which may have failed
    default Job await(Job job, Consumer<Job> listener) throws InterruptedException {
        Job now = job;
        while (!now.finished()) {
            listener.accept(now);
            Thread.sleep(Duration.ofMillis(100));
            now = job(job.id());
        }
        listener.accept(now);
        return now;
    }

    @Override
    void close();
}
