package dev.lookalike.gallery.exchange;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Outfit;
import dev.lookalike.gallery.Outfits;
import dev.lookalike.gallery.catalogue.Catalogue;

/// Reads what goes together from a table: see [Outfits#keep(Path)].
public final class OutfitTable implements MetadataTable.Rows {
    private static final String OUTFIT = "outfit";

    private final Path table;
    private final Referred referred;
    private final Keeping<Outfit> keeping;
    private final Map<String, Gathered> outfits = new LinkedHashMap<>();

    /// @param keeper
    ///            keeps all of what it is given, or throws and keeps nothing
    public OutfitTable(Path gallery, Catalogue catalogue, Path table, Consumer<List<Outfit>> keeper) {
        this.table = table;
        keeping = new Keeping<>(table, keeper);
        referred = new Referred(gallery, catalogue, table);
    }

    /// An outfit whose rows may lie anywhere in the table.
    private record Gathered(long line, Set<Long> images) {}

    /// Keeps the table's outfits; what became of them and of its rows.
    public IngestReport read() {
        new MetadataTable(table, this).read();
        outfits.forEach((name, gathered) -> {
            try {
                keeping.add(gathered.line, new Outfit(name, List.copyOf(gathered.images)));
            } catch (IllegalArgumentException wrong) {
                unreadable(gathered.line, String.valueOf(wrong.getMessage()));
            }
        });
        return keeping.report();
    }

    @Override
    public void row(long line, Map<String, String> columns) {
        String key = Referred.key(columns);
        boolean known = columns.keySet().stream()
                .allMatch(column -> column.equals(OUTFIT) || Referred.KEYS.contains(column));
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
        keeping.refuse(line, why);
    }
}
