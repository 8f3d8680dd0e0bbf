package dev.lookalike.gallery.catalogue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A catalogue at rest, as [Catalogue#copyTo] writes it, lifted to this version: for reading only.
public final class CatalogueCopy implements AutoCloseable {
    private static final int PAGE = 1000;

    private final Sql sql;

    private CatalogueCopy(Sql sql) {
        this.sql = sql;
    }

    /// Opens a copy.
    public static CatalogueCopy open(Path file) {
        Sql sql = Connections.bare(file);
        Schema.lift(sql);
        sql.control("PRAGMA query_only=ON");
        return new CatalogueCopy(sql);
    }

    /// Shows every item whose file the gallery keeps itself.
    public void forEachUpload(Consumer<Item> visitor) {
        for (List<Item> page = Items.ofSource(sql, Source.UPLOADS, 0, PAGE); !page.isEmpty(); page = Items.ofSource(sql,
                Source.UPLOADS, page.getLast().id(), PAGE)) {
            page.forEach(visitor);
        }
    }

    /// Everything that is wrong with it, each with its place.
    public List<String> verify() {
        var problems = new ArrayList<String>();
        new Soundness(sql, Generation.serving(sql), problems).checkAll();
        return problems;
    }

    @Override
    public void close() {
        sql.close();
    }
}
