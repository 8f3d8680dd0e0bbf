package dev.lookalike.gallery.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Outfit;
import dev.lookalike.gallery.Outfits;
import dev.lookalike.gallery.Rejection;
import dev.lookalike.gallery.catalogue.Catalogue;

/// Reads what goes together from a table: see [Outfits#keep(Path)].
public final class OutfitTable implements MetadataTable.Rows {
    private static final int BATCH = 1_000;
    private static final String OUTFIT = "outfit";
    private static final List<String> KEYS = List.of("id", "path", "name");

    private final Path table;
    private final Referred referred;
    private final Consumer<List<Outfit>> keeper;
    private final Map<String, Gathered> outfits = new LinkedHashMap<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private long kept;
    private long rejected;

    /// @param keeper
    ///            keeps all of what it is given, or throws and keeps nothing
    public OutfitTable(Path gallery, Catalogue catalogue, Path table, Consumer<List<Outfit>> keeper) {
        this.table = table;
        this.keeper = keeper;
        referred = new Referred(gallery, catalogue, table);
    }

    /// An outfit whose rows may lie anywhere in the table.
    private record Gathered(long line, Set<Long> images) {}

    private record Whole(long line, Outfit outfit) {}

    /// Keeps the table's outfits; what became of them and of its rows.
    public IngestReport read() {
        new MetadataTable(table, this).read();
        var whole = new ArrayList<Whole>();
        outfits.forEach((name, gathered) -> {
            try {
                whole.add(new Whole(gathered.line, new Outfit(name, List.copyOf(gathered.images))));
            } catch (IllegalArgumentException wrong) {
                unreadable(gathered.line, String.valueOf(wrong.getMessage()));
            }
        });
        for (int from = 0; from < whole.size(); from += BATCH) {
            keep(whole.subList(from, Math.min(whole.size(), from + BATCH)));
        }
        return new IngestReport(kept, 0, 0, 0, 0, 0, rejected, 0, rejections, List.of());
    }

    @Override
    public void row(long line, Map<String, String> columns) {
        String key = KEYS.stream().filter(columns::containsKey).findFirst().orElse("");
        boolean known = columns.keySet().stream().allMatch(column -> column.equals(OUTFIT) || KEYS.contains(column));
        if (key.isEmpty() || !columns.containsKey(OUTFIT) || !known) {
            throw new IllegalArgumentException(
                    "%s, line %d, has the columns %s; give outfit, and one of id, path and name"
                            .formatted(table, line, columns.keySet()));
        }
        try {
            String name = Outfit.checkName(columns.get(OUTFIT));
            long image = referred.by(key, columns.getOrDefault(key, ""));
            if (outfits.size() >= Outfits.MAX_OUTFITS && !outfits.containsKey(name)) {
                throw new IllegalArgumentException("the table has more than %,d outfits; give the rest in another"
                        .formatted(Outfits.MAX_OUTFITS));
            }
            Set<Long> images = outfits.computeIfAbsent(name, _ -> new Gathered(line, new LinkedHashSet<>())).images;
            if (images.size() > Outfit.MOST) {
                throw new IllegalArgumentException("the outfit \"%s\" has more than %d pictures".formatted(name,
                        Outfit.MOST));
            }
            images.add(image);
        } catch (IllegalArgumentException wrong) {
            unreadable(line, String.valueOf(wrong.getMessage()));
        }
    }

    @Override
    public void unreadable(long line, String why) {
        rejected++;
        if (rejections.size() < IngestReport.MAX_REJECTIONS) {
            rejections.add(new Rejection(table, "bad-row", "line %d: %s".formatted(line, why)));
        }
    }

    /// Together, or where one of them is refused one by one, to say which.
    private void keep(List<Whole> some) {
        try {
            keeper.accept(some.stream().map(Whole::outfit).toList());
            kept += some.size();
        } catch (IllegalArgumentException | GalleryException.NoSuchImage oneIsWrong) {
            some.forEach(this::keep);
        }
    }

    private void keep(Whole one) {
        try {
            keeper.accept(List.of(one.outfit));
            kept++;
        } catch (IllegalArgumentException | GalleryException.NoSuchImage wrong) {
            unreadable(one.line, String.valueOf(wrong.getMessage()));
        }
    }
}
