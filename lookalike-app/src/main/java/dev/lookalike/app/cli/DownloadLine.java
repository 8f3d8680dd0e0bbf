package dev.lookalike.app.cli;

import dev.lookalike.vision.ModelStore;

/// Shows on a terminal how much of a download has arrived, in one line that ends when this is closed.
final class DownloadLine implements ModelStore.Progress, AutoCloseable {
    private final boolean shown = Terminal.current().errors();

    @Override
    public void received(long bytes, long ofBytes) {
        if (shown) {
            System.err.printf("\r%s of %s ", Output.bytes(bytes), Output.bytes(ofBytes));
        }
    }

    @Override
    public void close() {
        if (shown) {
            System.err.println();
        }
    }
}
