package dev.lookalike.vision;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.lookalike.vision.ModelStore.Progress;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

/// Fetches a large file whose size is known, from the first of several addresses that has it. What has arrived is kept
/// and gone on from, in this run and in the next.
public final class Download {
    private static final int ATTEMPTS = 3;
    private static final int CHUNK = 1 << 16;

    private final List<URI> addresses;
    private final Path part;
    private final long size;
    private final Duration patience;
    private final Progress progress;

    /// A download that has not begun.
    ///
    /// @param addresses
    ///            of the same file, tried in this order
    /// @param part
    ///            where it grows
    /// @param size
    ///            that it will have, in bytes
    /// @param patience
    ///            how long a server may be silent
    public Download(List<URI> addresses, Path part, long size, Duration patience, Progress progress) {
        this.addresses = addresses;
        this.part = part;
        this.size = size;
        this.patience = patience;
        this.progress = progress;
    }

    /// Fetches what is missing.
    ///
    /// @throws VisionException.Unreachable
    ///             if no address gave the whole file
    /// @throws VisionException.Unreadable
    ///             if the file cannot be written
    public void fetch() {
        try (var file = FileChannel.open(part, CREATE, READ, WRITE); var lock = file.tryLock()) {
            if (lock == null) {
                throw new VisionException.Unreachable(
                        "%s is being fetched by another process".formatted(part.getFileName()));
            }
            var reasons = new StringBuilder();
            for (var address : addresses) {
                if (fetch(address, file, reasons)) {
                    return;
                }
            }
            throw new VisionException.Unreachable(
                    "only %,d of %,d bytes could be fetched; they are kept, try again to go on (%s)".formatted(
                            file.size(), size,
                            reasons));
        } catch (IOException e) {
            throw new VisionException.Unreadable(part, e);
        }
    }

    private boolean fetch(URI address, FileChannel file, StringBuilder reasons) throws IOException {
        String reason = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long before = file.size();
            try {
                receive(address, file);
                if (file.size() == size) {
                    return true;
                }
                reason = "it broke off";
            } catch (Refusal e) {
                reason = e.getMessage();
                break;
            } catch (IOException e) {
                reason = e.toString();
            }
            attempt = file.size() > before ? -1 : attempt; // it moves: patience starts anew
        }
        reasons.append(reasons.isEmpty() ? "" : "; ").append(address).append(": ").append(reason);
        return false;
    }

    private void receive(URI address, FileChannel file) throws IOException {
        long have = file.size();
        if (have > size) {
            file.truncate(0);
            have = 0;
        }
        if (have == size) {
            return;
        }
        var connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setRequestProperty("Accept-Encoding", "identity");
        if (have > 0) {
            connection.setRequestProperty("Range", "bytes=" + have + "-");
        }
        try {
            int status = connection.getResponseCode();
            boolean goesOn = status == HttpURLConnection.HTTP_PARTIAL && startsAt(connection, have);
            if (status != HttpURLConnection.HTTP_OK && !goesOn) {
                throw new Refusal("status " + status);
            }
            if (!goesOn) {
                file.truncate(0);
                have = 0;
            }
            copy(connection, file, have);
        } finally {
            connection.disconnect();
        }
    }

    private static boolean startsAt(HttpURLConnection connection, long have) {
        var range = connection.getHeaderField("Content-Range");
        return range != null && range.startsWith("bytes " + have + "-");
    }

    private void copy(HttpURLConnection connection, FileChannel file, long have) throws IOException {
        long received = have;
        var buffer = new byte[CHUNK];
        try (var in = connection.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (received + count > size) {
                    file.truncate(0);
                    throw new Refusal("it sends more than the %,d bytes that were published".formatted(size));
                }
                var bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    received += file.write(bytes, received);
                }
                progress.received(received, size);
            }
        }
    }

    /// A server's answer that trying again will not change.
    private static final class Refusal extends IOException {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }
}
