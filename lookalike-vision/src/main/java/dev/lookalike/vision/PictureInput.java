package dev.lookalike.vision;

import java.nio.FloatBuffer;
import java.util.Arrays;

import dev.lookalike.vision.pixels.Box;
import dev.lookalike.vision.pixels.Filter;
import dev.lookalike.vision.pixels.Resampler;

/// Shows pictures to a network: the part, the size and the numbers that its [Preprocessing] asks for.
final class PictureInput {
    private static final int CHANNELS = 3;
    private static final int LEVELS = 256;
    private static final byte GREY = 127;

    private final Preprocessing preprocessing;
    private final int width;
    private final int height;
    private final boolean channelsLast;
    private final float[][] numbers = new float[CHANNELS][LEVELS];

    /// @param width
    ///            of the network's input
    /// @param channelsLast
    ///            whether red, green and blue of a pixel lie side by side
    PictureInput(Preprocessing preprocessing, int width, int height, boolean channelsLast) {
        this.preprocessing = preprocessing;
        this.width = width;
        this.height = height;
        this.channelsLast = channelsLast;
        var normalisation = preprocessing.normalisation();
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int level = 0; level < LEVELS; level++) {
                numbers[channel][level] = (float) ((level - normalisation.mean().get(channel))
                        / normalisation.std().get(channel));
            }
        }
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

    /// The shorter side that a picture needs so that nothing the network could see is missing.
    int sideNeeded() {
        return switch (preprocessing.resize()) {
            case SHORTER_SIDE, SQUASH -> preprocessing.resizeTo();
            case LETTERBOX, WHOLE -> Math.max(width, height);
        };
    }

    /// Writes the picture, scaled and in the network's numbers.
    void write(Picture picture, View view, FloatBuffer input) {
        var filter = switch (preprocessing.filter()) {
            case BILINEAR -> Filter.BILINEAR;
            case BICUBIC -> Filter.BICUBIC;
        };
        var rgb = Resampler.resize(picture.rgb(), picture.width(), picture.height(), view.from, view.width, view.height,
                filter);
        if (view.width < view.canvasWidth || view.height < view.canvasHeight) {
            rgb = framed(rgb, view);
        }
        if (channelsLast) {
            for (int i = 0; i < rgb.length; i++) {
                input.put(i, numbers[i % CHANNELS][rgb[i] & 0xFF]);
            }
        } else {
            writePlanes(rgb, input);
        }
    }

    private void writePlanes(byte[] rgb, FloatBuffer input) {
        int plane = rgb.length / CHANNELS;
        var values = new float[plane];
        for (int channel = 0; channel < CHANNELS; channel++) {
            var number = numbers[channel];
            for (int i = 0, at = channel; i < plane; i++, at += CHANNELS) {
                values[i] = number[rgb[at] & 0xFF];
            }
            input.put(channel * plane, values);
        }
    }

    private static byte[] framed(byte[] rgb, View view) {
        var canvas = new byte[CHANNELS * view.canvasWidth * view.canvasHeight];
        Arrays.fill(canvas, GREY);
        for (int y = 0; y < view.height; y++) {
            System.arraycopy(rgb, CHANNELS * y * view.width, canvas,
                    CHANNELS * ((y + view.top) * view.canvasWidth + view.left), CHANNELS * view.width);
        }
        return canvas;
    }
}
