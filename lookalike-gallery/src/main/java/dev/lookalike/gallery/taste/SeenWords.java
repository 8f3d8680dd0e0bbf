package dev.lookalike.gallery.taste;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Users and products as words of one text, in one space in which a product can be drawn again from its place: a skip-gram that
/// sees.
public final class SeenWords implements Learner {
    /*
     * Skip-gram with negative sampling (Mikolov and others 2013), over what people did: a user, and each thing that the user liked,
     * foresee the other things that the user liked (Grbovic and others 2015, "E-commerce in your inbox": product2vec and
     * user2vec). A product's place is what its picture says through an encoder, and a deviation of its own:
     *
     *     place_i = A f_i + own_i,     f_i ~ D place_i + D' relu(H place_i + h)
     *
     * and a decoder must draw the picture's features from the place again. So a product that nobody has touched has a place, by its
     * picture alone, where products that look so lie; and places stay of the pictures, not of the likes alone. The
     * encoder begins as the principal axes of the features and D as their transpose, so what is drawn is never worse than by
     * as many axes at the start; the deviations and the layer with the bend make it better on products that were learnt.
     *
     * Half of the time a product is taken for a new one when a user foresees it: without its deviation and its bias, so that the
     * encoder learns to do without them (Volkovs and others 2017, "DropoutNet"). Of each like one stranger is told apart: with
     * more, what is learnt is which products are liked by many, and new ones are ranked worse. docs/measurements/recommendation.md
     * has both.
     */
    private static final int HIDDEN = 64;
    /// How much drawing again counts beside foreseeing.
    private static final float DRAWN = 1;

    private final Interactions train;
    private final Course course;
    private final float[][] features;
    private final Draws draws;
    private final int size;
    private final int width;
    private final Adam users;
    private final Adam own;
    private final Adam encoder;
    private final Adam biases;
    private final Adam decoder;
    private final Adam bends;
    private final Adam bendOffsets;
    private final Adam bent;
    private final float[] steps = new float[1];
    private final float[] place;
    private final float[] other;
    private final float[] push;
    private float[] places = new float[0];

    /// @param features
    ///            of each item's picture: centred, of like lengths
    /// @param axes
    ///            as many principal axes of them as the course has factors, each of length 1
    public SeenWords(Interactions train, float[][] features, float[][] axes, Course course) {
        this.train = train;
        this.course = course;
        this.features = features;
        this.draws = new Draws(train);
        this.size = course.factors();
        this.width = features[0].length;
        SplittableRandom random = Draws.random(course.seed(), -1);
        users = new Adam(SeenFactors.normal(random, train.users() * size, 0.1));
        own = new Adam(new float[train.items() * size]);
        biases = new Adam(new float[train.items()]);
        encoder = new Adam(turned(axes));
        decoder = new Adam(flat(axes));
        bends = new Adam(SeenFactors.normal(random, HIDDEN * size, 1 / Math.sqrt(size)));
        bendOffsets = new Adam(SeenFactors.normal(random, HIDDEN, 0.1));
        bent = new Adam(new float[HIDDEN * width]);
        place = new float[size];
        other = new float[size];
        push = new float[size];
    }

    private static float[] flat(float[][] rows) {
        var flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
        }
        return flat;
    }

    /// For each feature what it adds to a place, so that both ways through the encoder are sums of rows.
    private static float[] turned(float[][] rows) {
        int width = rows[0].length;
        var turned = new float[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < width; i++) {
                turned[i * rows.length + row] = rows[row][i];
            }
        }
        return turned;
    }

    @Override
    public void epoch(int number) {
        places = new float[0];
        SplittableRandom random = Draws.random(course.seed(), number);
        int[] filled = {0};
        draws.shuffled(random, (user, liked, stranger) -> {
            foresee(user, liked, 1, random.nextBoolean());
            foresee(user, stranger, 0, random.nextBoolean());
            int[] mine = train.of(user);
            int beside = mine[random.nextInt(mine.length)];
            if (beside != liked) {
                beside(beside, liked, 1);
                beside(beside, draws.other(random, user), 0);
            }
            draw(liked);
            if (++filled[0] == course.batch()) {
                step();
                filled[0] = 0;
            }
        });
        for (int item = 0; item < train.items(); item++) {
            if (train.popularity(item) > 0) {
                draw(item);
            }
        }
        step();
    }

    private void step() {
        steps[0]++;
        for (Adam each : all()) {
            each.step(course.rate(), steps[0]);
        }
    }

    /// A user foresees an item, or does not.
    ///
    /// @param isNew
    ///            whether the item is taken for one that nobody has touched
    private void foresee(int user, int item, int truth, boolean isNew) {
        encode(item, place);
        if (!isNew) {
            Floats.add(place, 0, own.values, item * size, size, 1);
        }
        int u = user * size;
        float error = truth
                - Floats.sigmoid(Floats.dot(users.values, u, place, 0, size) + (isNew ? 0 : biases.values[item]));
        float decay = (float) course.decay();
        for (int f = 0; f < size; f++) {
            push[f] = -error * users.values[u + f];
            users.gradient[u + f] += decay * users.values[u + f] - error * place[f];
        }
        pushedEncoder(item);
        if (!isNew) {
            biases.gradient[item] += decay * biases.values[item] - error;
            pushedOwn(item);
        }
    }

    /// An item foresees another one, or does not.
    private void beside(int one, int item, int truth) {
        placeOf(one, other);
        placeOf(item, place);
        float error = truth - Floats.sigmoid(Floats.dot(other, place) + biases.values[item]);
        for (int f = 0; f < size; f++) {
            push[f] = -error * other[f];
        }
        pushed(item);
        for (int f = 0; f < size; f++) {
            push[f] = -error * place[f];
        }
        pushed(one);
    }

    /// The gradient of an item's place goes to its encoder and its deviation.
    private void pushed(int item) {
        pushedEncoder(item);
        pushedOwn(item);
    }

    private void pushedEncoder(int item) {
        for (int i = 0; i < width; i++) {
            Floats.add(encoder.gradient, i * size, push, 0, size, features[item][i]);
        }
    }

    private void pushedOwn(int item) {
        float decay = (float) course.decay();
        for (int f = 0; f < size; f++) {
            own.gradient[item * size + f] += push[f] + decay * own.values[item * size + f];
        }
    }

    /// An item's features are drawn from its place.
    private void draw(int item) {
        placeOf(item, place);
        var drawn = new float[width];
        var hidden = new float[HIDDEN];
        decode(place, drawn, hidden);
        for (int i = 0; i < width; i++) {
            drawn[i] = DRAWN * (drawn[i] - features[item][i]);
        }
        for (int f = 0; f < size; f++) {
            push[f] = Floats.dot(decoder.values, f * width, drawn, 0, width);
            Floats.add(decoder.gradient, f * width, drawn, 0, width, place[f]);
        }
        for (int h = 0; h < HIDDEN; h++) {
            if (hidden[h] > 0) {
                float back = Floats.dot(bent.values, h * width, drawn, 0, width);
                Floats.add(bent.gradient, h * width, drawn, 0, width, hidden[h]);
                bendOffsets.gradient[h] += back;
                for (int f = 0; f < size; f++) {
                    push[f] += back * bends.values[h * size + f];
                    bends.gradient[h * size + f] += back * place[f];
                }
            }
        }
        pushed(item);
    }

    private void decode(float[] from, float[] drawn, float[] hidden) {
        for (int f = 0; f < size; f++) {
            Floats.add(drawn, 0, decoder.values, f * width, width, from[f]);
        }
        for (int h = 0; h < HIDDEN; h++) {
            float value = bendOffsets.values[h] + Floats.dot(bends.values, h * size, from, 0, size);
            hidden[h] = Math.max(0, value);
            if (value > 0) {
                Floats.add(drawn, 0, bent.values, h * width, width, value);
            }
        }
    }

    private void placeOf(int item, float[] into) {
        encode(item, into);
        Floats.add(into, 0, own.values, item * size, size, 1);
    }

    private void encode(int item, float[] into) {
        Arrays.fill(into, 0);
        for (int i = 0; i < width; i++) {
            Floats.add(into, 0, encoder.values, i * size, size, features[item][i]);
        }
    }

    /// The mean square of what the decoder leaves out of some items' features, over that of the features themselves.
    ///
    /// @param items
    ///            their places
    public double leftOut(int[] items) {
        double left = 0;
        double all = 0;
        for (int item : items) {
            placeOf(item, place);
            var drawn = new float[width];
            decode(place, drawn, new float[HIDDEN]);
            for (int i = 0; i < width; i++) {
                double difference = drawn[i] - features[item][i];
                left += difference * difference;
                all += (double) features[item][i] * features[item][i];
            }
        }
        return left / all;
    }

    private List<Adam> all() {
        return List.of(users, own, encoder, biases, decoder, bends, bendOffsets, bent);
    }

    @Override
    public void scores(int user, float[] into) {
        if (places.length == 0) {
            places = new float[train.items() * size];
            for (int item = 0; item < train.items(); item++) {
                placeOf(item, place);
                System.arraycopy(place, 0, places, item * size, size);
            }
        }
        for (int item = 0; item < into.length; item++) {
            into[item] = biases.values[item] + Floats.dot(users.values, user * size, places, item * size, size);
        }
    }

    @Override
    public List<float[]> state() {
        return Adam.state(all(), steps);
    }
}
