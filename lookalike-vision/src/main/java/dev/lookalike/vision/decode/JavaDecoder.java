package dev.lookalike.vision.decode;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.lookalike.vision.Format;
import dev.lookalike.vision.VisionException;
import dev.lookalike.vision.VisionException.Refused;
import dev.lookalike.vision.VisionException.Refused.Reason;
import dev.lookalike.vision.pixels.Pixels;

/// Decodes what is not an everyday JPEG, in memory-safe Java.
final class JavaDecoder {
    private static final int MAX_WHOLE_PIXELS = 8_000_000;

    private JavaDecoder() {}

    /// The pixels as they are stored, their sides divided by a whole number as long as the shorter keeps `sideNeeded`.
    static Pixels decode(byte[] content, Header header, int sideNeeded) {
        try {
            var reader = reader(header.format());
            try (var input = new ArrayInput(content)) {
                reader.setInput(input, true, true);
                var image = read(reader, header, step(header, sideNeeded));
                if (isAnimation(header.format())) {
                    image = onCanvas(image, header, content);
                }
                int shorter = Math.min(image.getWidth(), image.getHeight());
                return Rasters.toPixels(withoutInks(image), Math.max(1, shorter / sideNeeded));
            } finally {
                reader.dispose();
            }
        } catch (VisionException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            // The share of the budget covers the pixels; what a hostile file makes a decoder allocate beside them is
            // free again by now.
            throw new Refused(Reason.TOO_LARGE,
                    "decoding the %s takes more memory than there is".formatted(header.format()));
        } catch (IOException | RuntimeException e) {
            throw Header.damaged("the %s is damaged: %s".formatted(header.format(), e.getMessage()));
        }
    }

    /// How many pixels to go on by so that a huge picture needs little memory; what is left is reduced by means.
    static int step(Header header, int sideNeeded) {
        if (header.whole() && header.format() != Format.JPEG) {
            return 1;
        }
        long pixels = (long) header.width() * header.height();
        int least = (int) Math.ceil(Math.sqrt(pixels / (double) MAX_WHOLE_PIXELS));
        int most = Math.min(header.width(), header.height()) / sideNeeded;
        return Math.max(1, Math.min(least, most));
    }

    private static BufferedImage read(ImageReader reader, Header header, int step) throws IOException {
        if (!isAnimation(header.format())
                && (reader.getWidth(0) != header.width() || reader.getHeight(0) != header.height())) {
            throw Header.damaged("the %s says it has %d x %d pixels, and %d x %d".formatted(header.format(),
                    header.width(), header.height(), reader.getWidth(0), reader.getHeight(0)));
        }
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, param);
    }

    private static boolean isAnimation(Format format) {
        return format == Format.GIF || format == Format.WEBP;
    }

    /// The first frame of an animation may be smaller than the picture.
    private static BufferedImage onCanvas(BufferedImage frame, Header header, byte[] content) {
        if (frame.getWidth() == header.width() && frame.getHeight() == header.height()) {
            return frame;
        }
        var bytes = Bytes.bigEndian(content).littleEndian();
        int[] place = header.format() == Format.GIF ? GifHeader.framePlace(bytes) : WebpHeader.framePlace(bytes);
        var canvas = new BufferedImage(header.width(), header.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, header.width(), header.height());
        graphics.drawImage(frame, place[0], place[1], null);
        graphics.dispose();
        return canvas;
    }

    /// Four inks with a profile become sRGB by it; without one they are mixed plainly, in [Rasters].
    private static BufferedImage withoutInks(BufferedImage image) {
        ColorSpace space = image.getColorModel().getColorSpace();
        if (space.getType() != ColorSpace.TYPE_CMYK || !(space instanceof ICC_ColorSpace)) {
            return image;
        }
        var converted = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        return new ColorConvertOp(null).filter(image, converted);
    }

    private static ImageReader reader(Format format) throws IOException {
        return switch (format) {
            case JPEG -> jpeg().createReaderInstance();
            case WEBP -> new WebPImageReaderSpi().createReaderInstance();
            case TIFF -> new TIFFImageReaderSpi().createReaderInstance();
            case PNG, GIF, BMP -> builtIn(format);
            case HEIC, AVIF -> throw new IOException("no decoder");
        };
    }

    /// This one leans on the JDK's reader, which it finds only when it is registered.
    private static ImageReaderSpi jpeg() {
        var registry = IIORegistry.getDefaultInstance();
        var registered = registry.getServiceProviderByClass(JPEGImageReaderSpi.class);
        if (registered != null) {
            return registered;
        }
        var spi = new JPEGImageReaderSpi();
        registry.registerServiceProvider(spi);
        return spi;
    }

    private static ImageReader builtIn(Format format) throws IOException {
        var readers = ImageIO.getImageReadersByFormatName(format.name());
        while (readers.hasNext()) {
            var reader = readers.next();
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
        }
        throw new IOException("this Java has no reader for " + format);
    }
}
