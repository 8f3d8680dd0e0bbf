package dev.lookalike.app.cli;

import java.util.Map;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;

/// An address as a QR code for a phone's camera, in characters.
final class QrCode {
    private static final int QUIET_ZONE = 2;

    private QrCode() {}

    /// The code in half blocks, two rows of modules to a line.
    static String of(String address) {
        BitMatrix code = encode(address);
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < code.getHeight(); y += 2) {
            // Black on white, whatever the terminal's own colours are.
            text.append("\u001b[38;5;16;48;5;231m");
            for (int x = 0; x < code.getWidth(); x++) {
                boolean upper = code.get(x, y);
                boolean lower = y + 1 < code.getHeight() && code.get(x, y + 1);
                text.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            text.append("\u001b[0m").append(System.lineSeparator());
        }
        return text.toString();
    }

    private static BitMatrix encode(String address) {
        try {
            return new QRCodeWriter().encode(address, BarcodeFormat.QR_CODE, 0, 0,
                    Map.of(EncodeHintType.MARGIN, QUIET_ZONE));
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("the address has %d characters, too many for a QR code"
                    .formatted(address.length()), tooLong);
        }
    }
}
