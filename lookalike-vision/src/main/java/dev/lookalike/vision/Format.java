package dev.lookalike.vision;

/// The picture formats that are recognised by their first bytes.
public enum Format {
    JPEG("image/jpeg"), PNG("image/png"), GIF("image/gif"), WEBP("image/webp"), BMP("image/bmp"), TIFF("image/tiff"),
    /// Read where the system has the library.
    HEIC("image/heic"),
    /// Read where the system has the library.
    AVIF("image/avif");

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    /// The media type, such as `image/jpeg`.
    public String mediaType() {
        return mediaType;
    }
}
