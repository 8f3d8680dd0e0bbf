package dev.lookalike.vision;

import java.lang.foreign.Arena;
import java.nio.FloatBuffer;
import java.util.List;

import dev.lookalike.vision.models.BundledModels;
import dev.lookalike.vision.onnx.EarlyMaps;
import dev.lookalike.vision.onnx.EarlyMaps.EarlyMap;
import dev.lookalike.vision.pixels.Lab;
import dev.lookalike.vision.pixels.Thing;
import org.jspecify.annotations.Nullable;

/// Turns pictures into vectors that lie near each other where the things on them have the same surface: striped, quilted,
/// knitted, whatever shape they have.
///
/// All methods may be called from any thread, each uses the one it is called on; the network is given back by [#close()].
public final class TextureEmbedder implements AutoCloseable {
    /*
     * The early layers of a network respond to edges, dots and threads, wherever they are. Of two of its maps, at an eighth and at a
     * sixteenth of the picture's size, each channel's mean and standard deviation over the places of the thing are kept (as in texture
     * synthesis; Gatys et al. 2015, Huang & Belongie 2017): which patterns there are, and not where. Each value is scaled
     * by how it varies among pictures of things, so that all count as much, and the whole to length 1.
     *
     * The thing fills the network's input, its sides in proportion, so that a pattern is as large as it is for the thing. The
     * network is one that comes with the program, whatever network the embeddings are of: the maps are known by name.
     * Which maps, and what else was tried: docs/decisions/0103-colours-and-textures-of-the-thing.md.
     */
    private static final String NETWORK = "efficientnet-lite0-int8";
    private static final List<String> MAPS = List.of("/blocks/blocks.2/blocks.2.1/Add_output_0",
            "/blocks/blocks.3/blocks.3.2/Add_output_0");
    private static final int DIMENSION = 240;
    private static final int LOOKED_AT = 128;

    /// Part of the fingerprint: other numbers come of another method.
    private static final String METHOD = "things-2";

    private static final float LEAST_WEIGHT = 1e-3f;

    private final Model.Network network;
    private final PictureInput input;
    private final int side;
    private final String fingerprint;
    private @Nullable EarlyMaps maps;
    private boolean closed;

    private TextureEmbedder(Model.Network network) {
        var card = network.card();
        side = card.width();
        fingerprint = card.sha256() + " " + METHOD;
        var preprocessing = new Preprocessing(Preprocessing.Resize.LETTERBOX, card.preprocessing().resizeTo(),
                card.preprocessing().normalisation(), card.preprocessing().filter(), false);
        input = new PictureInput(preprocessing, side, side, false);
        this.network = network;
    }

    private synchronized EarlyMaps maps() {
        if (closed) {
            throw new IllegalStateException("this texture embedder is closed");
        }
        EarlyMaps opened = maps;
        if (opened == null) {
            try (var arena = Arena.ofConfined()) {
                opened = EarlyMaps.open(NetworkEmbedder.checkedBytes(network, arena), MAPS, side);
            }
            maps = opened;
        }
        return opened;
    }

    /// The network that comes with the program. It is opened when it is first asked: a tenth of a second and some 20 MB.
    public static TextureEmbedder bundled() {
        return new TextureEmbedder(BundledModels.named(NETWORK));
    }

    /// What the vectors depend on: those of different fingerprints are never compared.
    public String fingerprint() {
        return fingerprint;
    }

    /// How many values a vector has.
    public int dimension() {
        return DIMENSION;
    }

    /// The shorter side that a picture needs so that nothing is missing.
    public int sideNeeded() {
        return side;
    }

    /// The direction of a picture's texture: [#dimension()] values, of length 1. Costs a run of the network's first layers.
    ///
    /// @throws IllegalStateException
    ///             if this is closed
    /// @throws VisionException.BadModel
    ///             if the network's file is not the known one
    public float[] embed(Picture picture) {
        return TextureScale.BUNDLED.unit(statistics(picture));
    }

    /// The same before it is scaled: of each channel of each map the mean, then of each the deviation.
    float[] statistics(Picture picture) {
        Thing thing = thing(picture);
        double[] bounds = thing.bounds();
        Picture shown = picture.crop(new Crop(bounds[0], bounds[1], bounds[2] - bounds[0], bounds[3] - bounds[1]));
        PictureInput.View view = input.view(shown);
        List<EarlyMap> made = maps().of((FloatBuffer into) -> input.write(shown, view, into));
        var statistics = new float[DIMENSION];
        int at = 0;
        for (EarlyMap map : made) {
            float[] weights = weights(thing, bounds, view, map.rows(), map.columns());
            for (int channel = 0; channel < map.channels(); channel++) {
                put(map, channel, weights, statistics, at + channel);
            }
            at += 2 * map.channels();
        }
        return statistics;
    }

    static Thing thing(Picture picture) {
        double scale = LOOKED_AT / (double) Math.max(picture.width(), picture.height());
        Picture small = picture.resized(Math.max(1, (int) Math.round(picture.width() * scale)),
                Math.max(1, (int) Math.round(picture.height() * scale)));
        return Thing.of(small.width(), small.height(), Lab.of(small.rgb()));
    }

    /// How much of the thing each place of a map shows; together 1.
    private float[] weights(Thing thing, double[] bounds, PictureInput.View view, int rows, int columns) {
        var weights = new float[rows * columns];
        int fine = 4;
        float sum = 0;
        for (int i = 0; i < rows * fine; i++) {
            double y = ((i + 0.5) / (rows * fine) * side - view.top()) / view.height();
            for (int j = 0; j < columns * fine; j++) {
                double x = ((j + 0.5) / (columns * fine) * side - view.left()) / view.width();
                float weight = LEAST_WEIGHT;
                if (x >= 0 && x < 1 && y >= 0 && y < 1) {
                    int column = (int) ((bounds[0] + x * (bounds[2] - bounds[0])) * thing.width());
                    int row = (int) ((bounds[1] + y * (bounds[3] - bounds[1])) * thing.height());
                    weight += thing.weights()[row * thing.width() + column];
                }
                weights[i / fine * columns + j / fine] += weight;
                sum += weight;
            }
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static void put(EarlyMap map, int channel, float[] weights, float[] statistics, int at) {
        int from = channel * weights.length;
        double mean = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * map.values()[from + i];
        }
        double squares = 0;
        for (int i = 0; i < weights.length; i++) {
            double apart = map.values()[from + i] - mean;
            squares += weights[i] * apart * apart;
        }
        statistics[at] = (float) mean;
        statistics[at + map.channels()] = (float) Math.sqrt(squares);
    }

    @Override
    public synchronized void close() {
        closed = true;
        EarlyMaps opened = maps;
        if (opened != null) {
            opened.close();
        }
    }
}
