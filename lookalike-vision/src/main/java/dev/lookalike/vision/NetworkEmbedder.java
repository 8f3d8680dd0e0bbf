package dev.lookalike.vision;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

import dev.lookalike.vision.onnx.ClassifierGraph;
import dev.lookalike.vision.onnx.ClassifierSession;
import dev.lookalike.vision.onnx.ClassifierSession.Places;
import dev.lookalike.vision.onnx.ClassifierSession.Shape;

/// One opened network: pictures in, its raw answers out.
final class NetworkEmbedder implements AutoCloseable {
    /// How many pictures a run takes: of four, what passes between two layers stays in a core's own cache (3 % faster than eight).
    static final int TOGETHER = 4;

    private final ModelCard card;
    private final ClassifierSession session;
    private final PictureInput input;
    private final int maxBatch;

    /// What the network says of one picture.
    ///
    /// @param embedding
    ///            as it is before the classifier, of any length
    /// @param logits
    ///            one for each class
    record Answer(float[] embedding, float[] logits) {
        Answer meanWith(Answer other) {
            return new Answer(mean(embedding, other.embedding), mean(logits, other.logits));
        }
    }

    private static float[] mean(float[] a, float[] b) {
        var mean = new float[a.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (a[i] + b[i]) / 2;
        }
        return mean;
    }

    /// Opens a network.
    ///
    /// @throws VisionException.BadModel
    ///             if the file is not what its card says, or no image classifier
    /// @throws VisionException.Unreadable
    ///             if the file cannot be read
    static NetworkEmbedder open(Model.Network network) {
        // The graph is read in place: a large network's file is mapped, and let go once the runtime has its own copy.
        try (var arena = Arena.ofConfined()) {
            return new NetworkEmbedder(network.card(), ClassifierGraph.read(checkedBytes(network, arena)));
        } catch (VisionException.BadModel e) {
            throw new VisionException.BadModel("%s: %s".formatted(network.name(), e.getMessage()));
        }
    }

    private NetworkEmbedder(ModelCard card, ClassifierGraph graph) {
        this.card = card;
        var taken = graph.input();
        requireSize(card, taken);
        boolean anySize = card.preprocessing().resize() == Preprocessing.Resize.WHOLE;
        maxBatch = anySize || taken.batch() == 1 ? 1 : TOGETHER;
        input = new PictureInput(card.preprocessing(), card.width(), card.height(), taken.channelsLast());
        session = ClassifierSession.open(graph, new Shape(Math.max(1, taken.batch()), card.height(), card.width()),
                anySize);
        if (session.dimension() != card.dimension()) {
            session.close();
            throw new VisionException.BadModel("the network's embedding has %d values, its card says %d"
                    .formatted(session.dimension(), card.dimension()));
        }
    }

    private static void requireSize(ModelCard card, ClassifierGraph.Input taken) {
        if (taken.batch() > 1) {
            throw new VisionException.BadModel(
                    "the graph takes exactly %d pictures at once; export it for 1 or any number"
                            .formatted(taken.batch()));
        }
        if (differs(taken.height(), card.height()) || differs(taken.width(), card.width())) {
            throw new VisionException.BadModel("the graph takes pictures of %d x %d pixels, its card says %d x %d"
                    .formatted(taken.width(), taken.height(), card.width(), card.height()));
        }
        if (card.preprocessing().resize() == Preprocessing.Resize.WHOLE && (taken.height() > 0 || taken.width() > 0)) {
            throw new VisionException.BadModel(
                    "the graph takes pictures of one size only; `whole` needs one that takes any, use shorter-side or letterbox");
        }
    }

    private static boolean differs(int taken, int said) {
        return taken > 0 && taken != said;
    }

    /// The network's file, which is what its card says.
    static ByteBuffer checkedBytes(Model.Network network, Arena arena) {
        var bytes = bytes(network, arena);
        requireHash(network, bytes);
        return bytes;
    }

    private static ByteBuffer bytes(Model.Network network, Arena arena) {
        try {
            if ("file".equals(network.graph().getScheme())) {
                try (var file = FileChannel.open(Path.of(network.graph()))) {
                    return file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena).asByteBuffer();
                }
            }
            var connection = network.graph().toURL().openConnection();
            connection.setUseCaches(false);
            try (var in = connection.getInputStream()) {
                return ByteBuffer.wrap(in.readAllBytes());
            }
        } catch (IOException e) {
            throw new VisionException.Unreadable(Path.of(network.name() + ".onnx"), e);
        }
    }

    private static void requireHash(Model.Network network, ByteBuffer bytes) {
        var found = sha256(bytes.duplicate());
        if (!found.equals(network.card().sha256())) {
            throw new VisionException.BadModel(
                    "the file's SHA-256 is %s, its card says %s; it is damaged or was exchanged"
                            .formatted(found, network.card().sha256()));
        }
    }

    static String sha256(ByteBuffer bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    int classes() {
        return session.classes();
    }

    boolean explains() {
        return session.explains();
    }

    /// The answers for pictures, in their order.
    List<Answer> answers(List<Picture> pictures) {
        List<Answer> answers = shown(pictures);
        if (!mirrored()) {
            return answers;
        }
        List<Answer> others = shown(pictures.stream().map(Picture::mirrored).toList());
        return IntStream.range(0, answers.size()).mapToObj(i -> answers.get(i).meanWith(others.get(i))).toList();
    }

    private boolean mirrored() {
        return card.preprocessing().mirrored();
    }

    private List<Answer> shown(List<Picture> pictures) {
        var answers = new ArrayList<Answer>(pictures.size());
        int done = 0;
        while (done < pictures.size()) {
            // Two shapes only, so that the runtime plans its memory twice and not nine times.
            int count = pictures.size() - done >= maxBatch ? maxBatch : 1;
            answer(pictures.subList(done, done + count), answers);
            done += count;
        }
        return answers;
    }

    private void answer(List<Picture> pictures, List<Answer> answers) {
        var views = pictures.stream().map(input::view).toList();
        var shape = new Shape(pictures.size(), views.getFirst().canvasHeight(), views.getFirst().canvasWidth());
        var answer = session.run(shape, (i, into) -> input.write(pictures.get(i), views.get(i), into));
        for (int i = 0; i < pictures.size(); i++) {
            answers.add(new Answer(slice(answer.embeddings(), i, session.dimension()),
                    slice(answer.logits(), i, session.classes())));
        }
    }

    private static float[] slice(float[] values, int index, int count) {
        return Arrays.copyOfRange(values, index * count, (index + 1) * count);
    }

    /// What each place of the network's input adds, and which part of the picture that input shows.
    Places places(Picture picture) {
        Places places = placesShown(picture);
        return mirrored() ? meanWithMirrored(places, placesShown(picture.mirrored())) : places;
    }

    // A place of the mirror image lies on the other side of the picture.
    private static Places meanWithMirrored(Places places, Places others) {
        var cells = new float[places.cells().length][];
        for (int i = 0; i < cells.length; i++) {
            int column = i % places.columns();
            cells[i] = mean(places.cells()[i], others.cells()[i - column + places.columns() - 1 - column]);
        }
        return new Places(places.rows(), places.columns(), cells, mean(places.embedding(), others.embedding()));
    }

    private Places placesShown(Picture picture) {
        var view = input.view(picture);
        return session.places(new Shape(1, view.canvasHeight(), view.canvasWidth()),
                (i, into) -> input.write(picture, view, into));
    }

    PictureInput.View view(Picture picture) {
        return input.view(picture);
    }

    @Override
    public void close() {
        session.close();
    }
}
