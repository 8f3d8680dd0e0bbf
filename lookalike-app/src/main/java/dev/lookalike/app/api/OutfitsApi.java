package dev.lookalike.app.api;

import java.nio.file.Path;

/// Everything that can be asked of a gallery about what goes together, as [Api] says.
public interface OutfitsApi {
    /// Keeps an outfit in place of the one that had its name.
    void keep(String name, Members members);

    /// Begins to keep the outfits of a table.
    Job keep(Path table);

    /// Outfits by name, from the first whose name is greater than `after`.
    Outfits all(String after, int count);

    /// What goes with a picture.
    Answer goesWith(long image, int count);

    /// Forgets an outfit; nothing changes where there was none.
    void remove(String name);
}
