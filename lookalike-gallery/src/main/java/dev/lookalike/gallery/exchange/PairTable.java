package dev.lookalike.gallery.exchange;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.Pair;
import dev.lookalike.gallery.catalogue.Catalogue;

/// Reads which pictures are alike from a table: see [dev.lookalike.gallery.Training#pairs(Path)].
public final class PairTable implements MetadataTable.Rows {
    private static final Logger LOG = System.getLogger(PairTable.class.getName());
    private static final String ONE = "one";
    private static final String LIKE = "like";
    private static final String UNLIKE = "unlike";
    /// The most rows that are learnt from.
    private static final int MOST = 1_000_000;

    private final Path table;
    private final Referred referred;
    private final List<Pair> pairs = new ArrayList<>();
    private String unusable = "";
    private long unusableCount;

    private PairTable(Path gallery, Catalogue catalogue, Path table) {
        this.table = table;
        referred = new Referred(gallery, catalogue, table);
    }

    /// The pairs of a table. Rows that fit no pictures are left out, and a warning says how many.
    ///
    /// @throws IllegalArgumentException
    ///             if there is no such file, it lacks a column, or no row fits
    public static List<Pair> read(Path gallery, Catalogue catalogue, Path table) {
        var read = new PairTable(gallery, catalogue, table);
        new MetadataTable(table, read).read();
        if (read.pairs.isEmpty()) {
            throw new IllegalArgumentException("%s says of no two pictures here that they are alike%s".formatted(table,
                    read.unusable.isEmpty() ? "" : "; " + read.unusable));
        }
        if (read.unusableCount > 0) {
            LOG.log(Level.WARNING, "{0}: {1} rows were left out; {2}", table, read.unusableCount, read.unusable);
        }
        return read.pairs;
    }

    @Override
    public void row(long line, Map<String, String> columns) {
        if (!columns.containsKey(ONE) || (!columns.containsKey(LIKE) && !columns.containsKey(UNLIKE))) {
            throw new IllegalArgumentException(
                    "%s, line %d, lacks a column: one, and like or unlike, say which pictures are alike".formatted(
                            table,
                            line));
        }
        try {
            long one = referred.any(columns.getOrDefault(ONE, ""));
            take(line, one, columns.getOrDefault(LIKE, ""), true);
            take(line, one, columns.getOrDefault(UNLIKE, ""), false);
        } catch (IllegalArgumentException wrong) {
            unreadable(line, String.valueOf(wrong.getMessage()));
        }
    }

    private void take(long line, long one, String other, boolean alike) {
        if (!other.isEmpty()) {
            if (pairs.size() == MOST) {
                throw new IllegalArgumentException("line %d is beyond the first %,d pairs".formatted(line, MOST));
            }
            pairs.add(new Pair(one, referred.any(other), alike));
        }
    }

    @Override
    public void unreadable(long line, String why) {
        unusableCount++;
        if (unusable.isEmpty()) {
            unusable = "line %d: %s".formatted(line, why);
        }
    }
}
