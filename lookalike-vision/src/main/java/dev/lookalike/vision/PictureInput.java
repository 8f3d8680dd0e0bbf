package dev.lookalike.vision;

import java.nio.FloatBuffer;
import java.util.Arrays;

import dev.lookalike.vision.pixels.Box;
import dev.lookalike.vision.pixels.Filter;
import dev.lookalike.vision.pixels.Resampler;

/// Shows pictures to a network: the part, the size and the numbers that its [Preprocessing] asks for.
final class PictureInput {
    private static final int CHANNELS = 3;
    private static final int GREY = 0x7F7F7F;

    private final Preprocessing preprocessing;
    private final int width;
    private final int height;
    private final boolean channelsLast;

    /// @param width
    ///            of the network's input
    /// @param channelsLast
    ///            whether red, green and blue of a pixel lie side by side
    PictureInput(Preprocessing preprocessing, int width, int height, boolean channelsLast) {
        this.preprocessing = preprocessing;
        this.width = width;
        this.height = height;
        this.channelsLast = channelsLast;
    }

    /// A picture as it is shown: where from, and how large.
    ///
    /// @param from
    ///            the part that is shown, in pixels of the picture
    /// @param width
    ///            of that part in the network's input
    /// @param height
    ///            of that part in the network's input
    /// @param left
    ///            columns of grey before it
    /// @param top
    ///            rows of grey above it
    /// @param canvasWidth
    ///            of the network's input
    /// @param canvasHeight
    ///            of the network's input
    record View(Box from, int width, int height, int left, int top, int canvasWidth, int canvasHeight) {}

    View view(Picture picture) {
        return switch (preprocessing.resize()) {
            case SHORTER_SIDE -> {
                int shorter = Math.min(picture.width(), picture.height());
                yield middle(picture, scaled(picture.width(), shorter), scaled(picture.height(), shorter));
            }
            case SQUASH -> middle(picture, preprocessing.resizeTo(), preprocessing.resizeTo());
            case LETTERBOX -> letterbox(picture);
            case WHOLE -> whole(picture);
        };
    }

    private int scaled(int side, int shorter) {
        return (int) ((long) side * preprocessing.resizeTo() / shorter);
    }

    /// The middle of the picture once it is scaled to a size.
    private View middle(Picture picture, int scaledWidth, int scaledHeight) {
        double perColumn = (double) picture.width() / scaledWidth;
        double perRow = (double) picture.height() / scaledHeight;
        int left = (scaledWidth - width) / 2;
        int top = (scaledHeight - height) / 2;
        var box = new Box(left * perColumn, top * perRow, Math.min(picture.width(), (left + width) * perColumn),
                Math.min(picture.height(), (top + height) * perRow));
        return new View(box, width, height, 0, 0, width, height);
    }

    private View letterbox(Picture picture) {
        double scale = Math.min((double) width / picture.width(), (double) height / picture.height());
        int shownWidth = Math.clamp(Math.round(picture.width() * scale), 1, width);
        int shownHeight = Math.clamp(Math.round(picture.height() * scale), 1, height);
        return new View(Box.whole(picture.width(), picture.height()), shownWidth, shownHeight, (width - shownWidth) / 2,
                (height - shownHeight) / 2, width, height);
    }

    private View whole(Picture picture) {
        int shorter = Math.min(picture.width(), picture.height());
        // A strip of a picture would otherwise become an input of any length.
        int longest = 4 * Math.max(width, height);
        int shownWidth = (int) Math.min(longest, (long) picture.width() * width / shorter);
        int shownHeight = (int) Math.min(longest, (long) picture.height() * height / shorter);
        return new View(Box.whole(picture.width(), picture.height()), shownWidth, shownHeight, 0, 0, shownWidth,
                shownHeight);
    }

    /// Writes the picture, scaled and in the network's numbers.
    void write(Picture picture, View view, FloatBuffer input) {
        var filter = switch (preprocessing.filter()) {
            case BILINEAR -> Filter.BILINEAR;
            case BICUBIC -> Filter.BICUBIC;
        };
        int[] pixels = Resampler.packed(picture.rgb(), picture.width(), picture.height(), view.from, view.width,
                view.height, filter);
        if (view.width < view.canvasWidth || view.height < view.canvasHeight) {
            pixels = framed(pixels, view);
        }
        var values = new float[pixels.length];
        for (int channel = 0; channel < CHANNELS; channel++) {
            normalise(pixels, channel, values);
            if (channelsLast) {
                for (int i = 0; i < values.length; i++) {
                    input.put(CHANNELS * i + channel, values[i]);
                }
            } else {
                input.put(channel * values.length, values);
            }
        }
    }

    private void normalise(int[] pixels, int channel, float[] values) {
        int shift = Byte.SIZE * channel;
        float mean = preprocessing.normalisation().mean().get(channel).floatValue();
        float std = preprocessing.normalisation().std().get(channel).floatValue();
        for (int i = 0; i < values.length; i++) {
            float level = pixels[i] >> shift & 0xFF;
            values[i] = (level - mean) / std;
        }
    }

    private static int[] framed(int[] pixels, View view) {
        var canvas = new int[view.canvasWidth * view.canvasHeight];
        Arrays.fill(canvas, GREY);
        for (int y = 0; y < view.height; y++) {
            System.arraycopy(pixels, y * view.width, canvas, (y + view.top) * view.canvasWidth + view.left,
                    view.width);
        }
        return canvas;
    }
}
