package dev.lookalike.gallery.ingest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Format;
import dev.lookalike.vision.Picture;

/// What the catalogue keeps of a picture's content.
public final class Contents {
    private static final int PLACEHOLDER_COLUMNS = 4;
    private static final int PLACEHOLDER_ROWS = 2;
    private static final int SAMPLES = 16;

    private Contents() {}

    /// What is known of a picture once the network has seen it.
    static Item.Content of(String sha256, Picture picture, Embedding embedding) {
        return of(sha256, picture, embedding.guesses().stream()
                .map(guess -> new Image.Category(guess.category(), guess.probability())).toList());
    }

    /// What is known of a picture.
    public static Item.Content of(String sha256, Picture picture, List<Image.Category> categories) {
        Picture.Origin origin = picture.origin();
        Format format = origin.format();
        return new Item.Content(sha256, format == null ? "application/octet-stream" : format.mediaType(),
                origin.width(), origin.height(), origin.taken(), categories, placeholder(picture));
    }

    /*
     * A blur needs no exact mean: each cell is the mean of a grid of its pixels, which costs nothing beside decoding.
     */
    private static byte[] placeholder(Picture picture) {
        var cells = new byte[3 * PLACEHOLDER_COLUMNS * PLACEHOLDER_ROWS];
        for (int i = 0; i < cells.length; i++) {
            int column = i / 3 % PLACEHOLDER_COLUMNS;
            int row = i / 3 / PLACEHOLDER_COLUMNS;
            cells[i] = (byte) mean(picture, column, row, i % 3);
        }
        return cells;
    }

    private static int mean(Picture picture, int column, int row, int channel) {
        byte[] rgb = picture.rgb();
        int sum = 0;
        for (int y = 0; y < SAMPLES; y++) {
            int pixelRow = (int) ((row * SAMPLES + y + 0.5) * picture.height() / (PLACEHOLDER_ROWS * SAMPLES));
            for (int x = 0; x < SAMPLES; x++) {
                int pixel = (int) ((column * SAMPLES + x + 0.5) * picture.width() / (PLACEHOLDER_COLUMNS * SAMPLES));
                sum += Byte.toUnsignedInt(rgb[3 * (pixelRow * picture.width() + pixel) + channel]);
            }
        }
        return (sum + SAMPLES * SAMPLES / 2) / (SAMPLES * SAMPLES);
    }

    /// The SHA-256 of `content`, in hex.
    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /// A fresh SHA-256.
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
