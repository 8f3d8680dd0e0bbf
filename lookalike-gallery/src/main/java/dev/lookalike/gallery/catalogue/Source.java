package dev.lookalike.gallery.catalogue;

/// Something that was added and is looked at again by a sync.
///
/// @param id
///            given by the catalogue
/// @param path
///            the folder, absolute
/// @param walked
///            whether everything below it belongs to it, or only files that were named one by one
/// @param key
///            what the file system calls the folder, by which an empty folder is told from the place where a drive used
///            to be; empty where it has no such thing
public record Source(long id, String path, boolean walked, String key) {
    /// The source of uploads, which lie in the gallery's own folder.
    public static final long UPLOADS = 0;

    /// The folder that uploads are shown in.
    public static final String UPLOADS_FOLDER = "uploads";
}
