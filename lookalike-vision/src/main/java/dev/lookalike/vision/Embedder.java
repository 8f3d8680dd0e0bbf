package dev.lookalike.vision;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.lookalike.vision.Embedding.Guess;
import dev.lookalike.vision.NetworkEmbedder.Answer;
import dev.lookalike.vision.decode.Decoder;
import dev.lookalike.vision.onnx.ClassifierSession;
import org.jspecify.annotations.Nullable;

/// Turns pictures into embeddings with one network, or several joined.
///
/// All methods may be called from any thread; as many callers as cores keep all cores busy, each with one thread of the
/// runtime: its own. The networks are opened once and given back by [#close()], which waits for the calls that
/// are running.
public final class Embedder implements AutoCloseable {
    /// How many pictures a caller with many does well to hand over at once.
    public static final int BATCH = 8;

    /// How often [#warm()] does what callers do: then the loops that count are compiled.
    private static final int WARMING = 8;

    /// Raised when decoding, resizing or joining changes what embedding a picture has.
    private static final int GENERATION = 1;

    private final Model model;
    private final List<Part> parts;
    private final int dimension;
    private final String fingerprint;

    /// A network, opened when it is first asked, and its share in the ensemble.
    private static final class Part implements AutoCloseable {
        private final Model.Network network;
        private final double share;
        /// The square root of the share, by which the unit embedding is multiplied.
        private final double factor;
        private @Nullable NetworkEmbedder opened;
        private boolean closed;

        Part(Model.Network network, double share) {
            this.network = network;
            this.share = share;
            factor = Math.sqrt(share);
        }

        synchronized NetworkEmbedder opened() {
            if (closed) {
                throw new IllegalStateException("this embedder is closed");
            }
            NetworkEmbedder there = opened;
            if (there == null) {
                there = NetworkEmbedder.open(network);
                opened = there;
            }
            return there;
        }

        @Override
        public void close() {
            NetworkEmbedder there;
            synchronized (this) {
                closed = true;
                there = opened;
            }
            if (there != null) {
                there.close();
            }
        }
    }

    /// Begins to load the native libraries on threads of their own, which takes a quarter of a second: for a program that
    /// has other things to do before it opens a network. What goes wrong is said when one is opened.
    public static void prepare() {
        ClassifierSession.prepare();
        Decoder.prepare();
    }

    /// The bundled default network.
    public static Embedder bundled() {
        prepare();
        return of(ModelStore.bundled());
    }

    /// A network, or an ensemble. Costs a run of each network, which warms it up.
    ///
    /// @throws VisionException.BadModel
    ///             if a file is not what its card says, or no image classifier
    /// @throws VisionException.Unreadable
    ///             if a file cannot be read
    public static Embedder of(Model model) {
        Embedder embedder = later(model);
        try {
            embedder.open();
            return embedder;
        } catch (RuntimeException e) {
            embedder.close();
            throw e;
        }
    }

    /// The same, but nothing is read until the first picture is embedded, or [#open()]: for a program that may only look
    /// at what is there. What is wrong with a file is said then.
    public static Embedder later(Model model) {
        return switch (model) {
            case Model.Network network -> new Embedder(model, List.of(new Model.Member(network, 1)));
            case Model.Ensemble ensemble -> new Embedder(model, ensemble.members());
        };
    }

    private Embedder(Model model, List<Model.Member> members) {
        this.model = model;
        double weights = members.stream().mapToDouble(Model.Member::weight).sum();
        parts = members.stream().map(member -> new Part(member.network(), member.weight() / weights)).toList();
        dimension = members.stream().mapToInt(member -> member.network().card().dimension()).sum();
        fingerprint = fingerprint(parts);
    }

    /// Opens the networks, unless they are open: what the first picture would wait for, half a second.
    ///
    /// @throws VisionException.BadModel
    ///             if a file is not what its card says, or no image classifier
    /// @throws VisionException.Unreadable
    ///             if a file cannot be read
    /// @throws IllegalStateException
    ///             if this embedder is closed
    public void open() {
        prepare();
        parts.forEach(Part::opened);
    }

    private static String fingerprint(List<Part> parts) {
        var text = new StringBuilder("lookalike embedding " + GENERATION);
        for (var part : parts) {
            var card = part.network.card();
            text.append("\n%s %d x %d %s".formatted(card.sha256(), card.width(), card.height(), card.preprocessing()));
            if (parts.size() > 1) {
                text.append(' ').append((float) part.share);
            }
        }
        return NetworkEmbedder.sha256(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /// Decodes and embeds a drawn picture eight times, as callers do, so that what comes next takes no longer than what
    /// comes later: about half a second of processor time in a program that has just started.
    public void warm() {
        open();
        int side = sideNeeded();
        int width = side * 3 / 2;
        byte[] rgb = new byte[3 * width * 2 * side];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / width ^ i % width);
        }
        byte[] jpeg = Picture.of(width, 2 * side, rgb).thumbnail(2 * side);
        for (int i = 0; i < WARMING; i++) {
            embed(Picture.read(jpeg, Limits.UPLOAD, side));
        }
    }

    /// What was opened.
    public Model model() {
        return model;
    }

    /// The name of the model, such as `efficientnet-lite2-int8`, or `a+b` for an ensemble.
    public String name() {
        return model.name();
    }

    /// What the embedding depends on, network, preprocessing and weights, as a SHA-256 in hex: embeddings of different
    /// fingerprints are never compared.
    public String fingerprint() {
        return fingerprint;
    }

    /// How many values an embedding has.
    public int dimension() {
        return dimension;
    }

    /// The shorter side, in pixels, that a picture needs: pass it to [Picture#read(java.nio.file.Path, Limits, int)].
    public int sideNeeded() {
        return parts.stream().mapToInt(part -> part.network.card().sideNeeded()).max().orElseThrow();
    }

    /// The embedding of one picture.
    ///
    /// @throws VisionException.NoEmbedding
    ///             if the network's answer holds a value that is not finite, or only zeros
    /// @throws IllegalStateException
    ///             if this embedder is closed
    public Embedding embed(Picture picture) {
        return embed(List.of(picture)).getFirst();
    }

    /// The embeddings of pictures, in their order; goes through the network four at once, what is left one by one.
    ///
    /// @throws VisionException.NoEmbedding
    ///             if the network's answer to one of them holds a value that is not finite, or only zeros
    /// @throws IllegalStateException
    ///             if this embedder is closed
    public List<Embedding> embed(List<Picture> pictures) {
        var answers = parts.stream().map(part -> part.opened().answers(pictures)).toList();
        var embeddings = new ArrayList<Embedding>(pictures.size());
        for (int i = 0; i < pictures.size(); i++) {
            int picture = i;
            embeddings.add(embedding(answers.stream().map(each -> each.get(picture)).toList()));
        }
        return embeddings;
    }

    private Embedding embedding(List<Answer> answers) {
        var unit = new float[dimension];
        double norm = 0;
        int offset = 0;
        for (int p = 0; p < parts.size(); p++) {
            var raw = answers.get(p).embedding();
            norm = norm(parts.get(p), raw);
            double factor = parts.get(p).factor / norm;
            for (float value : raw) {
                unit[offset++] = (float) (factor * value);
            }
        }
        // A joined embedding has no length of its own.
        float length = parts.size() == 1 ? (float) norm : 1;
        return new Embedding(unit, length, guesses(answers));
    }

    private static double norm(Part part, float[] raw) {
        double squares = 0;
        for (float value : raw) {
            squares += (double) value * value;
        }
        double norm = Math.sqrt(squares);
        // Too short to be told from nothing, or so long that a float cannot hold it.
        if (!(norm > Float.MIN_NORMAL && norm < Float.MAX_VALUE)) {
            throw new VisionException.NoEmbedding(
                    "%s answered with %s".formatted(part.network.name(),
                            norm == 0 ? "only zeros" : "length " + norm));
        }
        return norm;
    }

    private List<Guess> guesses(List<Answer> answers) {
        var votes = new ArrayList<Guesses.Vote>();
        for (int p = 0; p < parts.size(); p++) {
            var part = parts.get(p);
            votes.add(new Guesses.Vote(part.network.classes(), answers.get(p).logits(), part.share));
        }
        return Guesses.best(votes);
    }

    /// Whether [#featureMap(Picture)] can answer: whether each network's embedding is the mean of a feature map, as in
    /// most networks since 2014, and not in VGG.
    public boolean explains() {
        return parts.stream().allMatch(part -> part.opened().explains());
    }

    /// Where in the picture the embedding comes from; the mean of the cells is `norm * unit` of [#embed(Picture)].
    ///
    /// @throws UnsupportedOperationException
    ///             if this model does not [explain itself][#explains()]
    /// @throws IllegalStateException
    ///             if this embedder is closed
    public FeatureMap featureMap(Picture picture) {
        if (!explains()) {
            throw new UnsupportedOperationException(
                    "%s has no heat maps: its embedding is not the mean of a feature map".formatted(name()));
        }
        var grids = parts.stream()
                .map(part -> PlaceGrid.of(part.opened().places(picture), picture, part.opened().view(picture)))
                .toList();
        int rows = grids.stream().mapToInt(PlaceGrid::rows).max().orElseThrow();
        int columns = grids.stream().mapToInt(PlaceGrid::columns).max().orElseThrow();
        var shown = grids.stream().map(PlaceGrid::shown).reduce(Embedder::around).orElseThrow();
        var cells = new float[rows * columns][dimension];
        int offset = 0;
        for (int p = 0; p < parts.size(); p++) {
            var places = grids.get(p).places();
            float factor = parts.size() == 1
                    ? 1
                    : (float) (parts.get(p).factor / norm(parts.get(p), places.embedding()));
            var moved = grids.get(p).onto(rows, columns, shown);
            for (int cell = 0; cell < cells.length; cell++) {
                for (int i = 0; i < moved[cell].length; i++) {
                    cells[cell][offset + i] = factor * moved[cell][i];
                }
            }
            offset += places.embedding().length;
        }
        return new FeatureMap(rows, columns, shown, cells);
    }

    /// The smallest box around two.
    private static Crop around(Crop a, Crop b) {
        double left = Math.min(a.left(), b.left());
        double top = Math.min(a.top(), b.top());
        return new Crop(left, top, Math.max(a.left() + a.width(), b.left() + b.width()) - left,
                Math.max(a.top() + a.height(), b.top() + b.height()) - top);
    }

    @Override
    public void close() {
        parts.forEach(Part::close);
    }
}
