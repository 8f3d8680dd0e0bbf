package dev.lookalike.gallery.ranking;

import java.util.function.Function;

import dev.lookalike.gallery.IndexStatus;
import org.jspecify.annotations.Nullable;

/// An index that is asked: one that is [kept here][Finder], or one that [another process keeps][SharedFinder].
sealed interface Answering extends AutoCloseable permits Finder, SharedFinder {
    /// Asks the serving index, which stays open for as long as `question` takes.
    <T extends @Nullable Object> T ask(Function<SpaceIndex, T> question);

    /// The share of the true nearest that a search should find.
    double recall();

    /// What the index is, and how well it finds.
    IndexStatus status();

    @Override
    void close();
}
