package dev.lookalike.training.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.lookalike.training.onnx.Tensor;

/// Teaches a network, step by step. For one thread at a time.
public final class Teaching implements AutoCloseable {
    /*
     * Each class has a proxy, a direction that its pictures' embeddings should have (Movshovitz-Attias et al. 2017, in the form
     * of NormFace, Wang et al. 2017): the loss is the cross entropy of a softmax over SCALE times the cosines of an embedding
     * with all proxies, with smoothed labels. Cosine is what a gallery compares by, so what is learnt is what is used.
     *
     * AdamW moves network and proxies, the network much more slowly. Statistics of batch normalisation stay as they are: a
     * batch here is small, and many graphs have them folded into their convolutions. Folding multiplies the weights of each
     * convolution by what its normalisation scaled by, and AdamW's steps know no scale, so the size of a convolution's steps
     * follows the size of its weights: USUAL_WEIGHT is that of a layer that was not folded. Biases are shifted by folding, not
     * scaled, and need nothing of the kind.
     */
    private static final float SCALE = 16;
    private static final float SMOOTHING = 0.05f;
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;
    private static final float DECAY = 0.01f;
    private static final float USUAL_WEIGHT = 0.05f;
    private static final float LEAST_FACTOR = 0.25f;
    private static final float LARGEST_FACTOR = 20;
    /// The name of the proxies among the weights.
    public static final String PROXIES = "class proxies";

    private final TorchNetwork network;
    private final NDManager memory;
    private final Map<String, Moving> moving = new LinkedHashMap<>();
    private final NDArray proxies;
    private int steps;

    /// A weight with the running means of its gradient and of the gradient's square, and how much larger its steps are.
    private record Moving(NDArray weight, NDArray mean, NDArray square, float factor) {}

    /// What came of a step.
    ///
    /// @param right
    ///            the share of pictures whose class has the nearest proxy
    public record Outcome(double loss, double right) {}

    /// @param weights
    ///            the names of those that learn
    /// @param proxies
    ///            to begin with, a row for each class
    public Teaching(TorchNetwork network, Set<String> weights, Tensor proxies) {
        this.network = network;
        memory = network.memory().newSubManager();
        for (String name : weights) {
            NDArray weight = network.weight(name);
            moving.put(name, moving(weight, factor(weight)));
        }
        this.proxies = TorchNetwork.array(memory, proxies);
        moving.put(PROXIES, moving(this.proxies, 1));
    }

    private Moving moving(NDArray weight, float factor) {
        weight.setRequiresGradient(true);
        return new Moving(weight, memory.zeros(weight.getShape()), memory.zeros(weight.getShape()), factor);
    }

    private static float factor(NDArray weight) {
        if (weight.getShape().dimension() < 2) {
            return 1;
        }
        double squares = 0;
        float[] values = weight.toFloatArray();
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.clamp((float) Math.sqrt(squares / values.length) / USUAL_WEIGHT, LEAST_FACTOR,
                LARGEST_FACTOR);
    }

    /// How many steps were taken.
    public int steps() {
        return steps;
    }

    /// One step.
    ///
    /// @param pixels
    ///            of a batch, as the network takes them
    /// @param shape
    ///            of the pixels, pictures first
    /// @param classes
    ///            of the pictures
    /// @param rate
    ///            of the network's weights
    /// @param proxyRate
    ///            of the proxies
    /// @throws ArithmeticException
    ///             if the loss is not finite; nothing was changed then
    public Outcome step(float[] pixels, long[] shape, int[] classes, double rate, double proxyRate) {
        Outcome outcome;
        try (NDManager step = memory.newSubManager();
                GradientCollector gradients = Torch.engine().newGradientCollector()) {
            NDArray embedding = network.forward(TorchNetwork.array(step, pixels, shape), null);
            NDArray cosines = unit(embedding).matMul(unit(TorchNetwork.attached(proxies, step)).transpose());
            NDArray scores = cosines.mul(SCALE);
            int count = (int) proxies.getShape().get(0);
            NDArray loss = scores.logSoftmax(1).mul(TorchNetwork.array(step, targets(classes, count), classes.length,
                    count)).sum().div(-classes.length);
            outcome = new Outcome(loss.getFloat(), right(cosines.toFloatArray(), classes, count));
            if (!Double.isFinite(outcome.loss)) {
                throw new ArithmeticException("the loss is %s".formatted(outcome.loss));
            }
            gradients.backward(loss);
        }
        steps++;
        double correction = Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
        moving.forEach((name, one) -> move(one, name.equals(PROXIES) ? proxyRate : rate * one.factor, correction));
        return outcome;
    }

    private static void move(Moving one, double rate, double correction) {
        try (NDArray gradient = one.weight.getGradient()) {
            one.weight.getNDArrayInternal().adamUpdate(new NDList(one.weight, gradient, one.mean, one.square),
                    new NDList(one.weight), (float) rate, (float) (rate * correction), DECAY, 1, -1, BETA1, BETA2,
                    EPSILON, false,
                    true);
            gradient.muli(0);
        }
    }

    private static NDArray unit(NDArray rows) {
        return rows.div(rows.square().sum(new int[]{1}, true).add(1e-12f).sqrt());
    }

    private static float[] targets(int[] classes, int count) {
        var targets = new float[classes.length * count];
        java.util.Arrays.fill(targets, SMOOTHING / count);
        for (int i = 0; i < classes.length; i++) {
            targets[i * count + classes[i]] += 1 - SMOOTHING;
        }
        return targets;
    }

    private static double right(float[] cosines, int[] classes, int count) {
        int right = 0;
        for (int i = 0; i < classes.length; i++) {
            int best = 0;
            for (int each = 1; each < count; each++) {
                if (cosines[i * count + each] > cosines[i * count + best]) {
                    best = each;
                }
            }
            right += best == classes[i] ? 1 : 0;
        }
        return (double) right / classes.length;
    }

    /// All that is needed to go on: for each weight its values and its two running means, in the order of the names.
    public List<Tensor> state() {
        var state = new ArrayList<Tensor>();
        for (Moving one : moving.values()) {
            for (NDArray array : List.of(one.weight, one.mean, one.square)) {
                state.add(new Tensor(array.getShape().getShape(), array.toFloatArray()));
            }
        }
        return state;
    }

    /// Goes on where another stopped.
    ///
    /// @param state
    ///            as [#state()] gave it, for the same weights
    public void restore(List<Tensor> state, int stepsTaken) {
        int at = 0;
        for (Moving one : moving.values()) {
            for (NDArray array : List.of(one.weight, one.mean, one.square)) {
                array.set(java.nio.FloatBuffer.wrap(state.get(at++).values()));
            }
        }
        steps = stepsTaken;
    }

    /// The proxies as they are now, a row for each class.
    public Tensor learntProxies() {
        return new Tensor(proxies.getShape().getShape(), proxies.toFloatArray());
    }

    @Override
    public void close() {
        memory.close();
    }
}
