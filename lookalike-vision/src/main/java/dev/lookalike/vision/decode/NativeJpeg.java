package dev.lookalike.vision.decode;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import dev.lookalike.vision.VisionException;
import dev.lookalike.vision.pixels.Pixels;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

/// Decodes JPEG with OpenCV's libjpeg-turbo, three times as fast as ImageIO, and scaled down while decoding.
final class NativeJpeg {
    private static final Logger LOG = System.getLogger(NativeJpeg.class.getName());
    private static final int ONE_BYTE = 0; // CV_8UC1
    private static final int THREE_BYTES = 16; // CV_8UC3

    private NativeJpeg() {}

    /// Whether this machine has the library; the first call loads it, which takes about half a second.
    static boolean isAvailable() {
        return Loaded.OK;
    }

    /// The pixels of a JPEG with one or three components, as they are stored.
    ///
    /// @param reduction
    ///            1, 2, 4 or 8: by how much the sides shrink
    static Pixels decode(byte[] content, int reduction) {
        // COLOR_RGB excludes COLOR, which is part of the names REDUCED_COLOR_*; the bits of REDUCED_GRAYSCALE_* are
        // the reduction alone.
        int flags = IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION | switch (reduction) {
            case 1 -> 0;
            case 2 -> IMREAD_REDUCED_GRAYSCALE_2;
            case 4 -> IMREAD_REDUCED_GRAYSCALE_4;
            case 8 -> IMREAD_REDUCED_GRAYSCALE_8;
            default -> throw new IllegalArgumentException("reduction is " + reduction);
        };
        try (var bytes = new BytePointer(content);
                var buffer = new Mat(1, content.length, ONE_BYTE, bytes);
                var decoded = imdecode(buffer, flags)) {
            if (decoded.empty() || decoded.channels() != 3 || !decoded.isContinuous()) {
                throw Header.damaged("the JPEG is damaged or breaks off");
            }
            byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(decoded.cols(), decoded.rows()), 3)];
            try (var pixels = decoded.data()) {
                pixels.get(rgb);
            }
            return new Pixels(decoded.cols(), decoded.rows(), rgb);
        } catch (VisionException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Header
                    .damaged("the JPEG is damaged: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /// A JPEG of these pixels, without metadata.
    static byte[] encode(Pixels pixels, int qualityPercent) {
        try (var bytes = new BytePointer(redAndBlueSwapped(pixels.rgb()));
                var image = new Mat(pixels.height(), pixels.width(), THREE_BYTES, bytes);
                var encoded = new BytePointer();
                var params = new IntPointer(IMWRITE_JPEG_QUALITY, qualityPercent)) {
            imencode(".jpg", image, encoded, params);
            byte[] jpeg = new byte[(int) encoded.limit()];
            encoded.get(jpeg);
            return jpeg;
        }
    }

    /// OpenCV writes pixels in the order blue, green, red.
    private static byte[] redAndBlueSwapped(byte[] rgb) {
        byte[] swapped = rgb.clone();
        for (int i = 0; i < rgb.length; i += 3) {
            swapped[i] = rgb[i + 2];
            swapped[i + 2] = rgb[i];
        }
        return swapped;
    }

    private static final class Loaded {
        private static final String PHYSICAL_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";
        static final boolean OK = load();

        private static boolean load() {
            // JavaCPP would count all memory of the process, mapped files included, and collect garbage and fail when
            // it is more than four heaps. What is decoded at once is bounded by PixelBudget, and freed at once.
            if (System.getProperty(PHYSICAL_LIMIT) == null) {
                System.setProperty(PHYSICAL_LIMIT, "0");
            }
            try {
                opencv_core.setNumThreads(1);
                return true;
            } catch (LinkageError | RuntimeException e) {
                LOG.log(Level.WARNING,
                        "JPEG is decoded in Java, several times slower: OpenCV cannot be loaded here{0} ({1})",
                        NativeJpeg.class.getModule().isNamed()
                                ? "; as modules, start Java with --add-modules ALL-MODULE-PATH"
                                : "",
                        e.getMessage());
                return false;
            }
        }
    }
}
