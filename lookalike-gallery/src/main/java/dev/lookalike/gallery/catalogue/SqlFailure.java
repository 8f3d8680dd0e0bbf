package dev.lookalike.gallery.catalogue;

import java.sql.SQLException;

import dev.lookalike.gallery.GalleryException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Says in the gallery's terms what SQLite refused.
final class SqlFailure {
    private SqlFailure() {}

    static GalleryException of(String file, SQLException cause) {
        return switch (code(cause).code & 0xff) {
            /* 1: our own statements are sound, so a column they name is gone from the schema. */
            case 1, 11, 26 -> new GalleryException.Corrupt(
                    "%s is damaged: %s; restore a snapshot".formatted(file, cause.getMessage()), cause);
            case 13 -> new GalleryException.Storage(
                    "%s cannot grow: the disk is full; make room and try again".formatted(file), cause);
            default -> new GalleryException.Storage("cannot use %s: %s".formatted(file, cause.getMessage()), cause);
        };
    }

    /// Whether the operating system could not promise that what was written is on stable storage.
    static boolean isFailedSync(GalleryException failure) {
        if (!(failure.getCause() instanceof SQLException cause)) {
            return false;
        }
        SQLiteErrorCode code = code(cause);
        return code == SQLiteErrorCode.SQLITE_IOERR_FSYNC || code == SQLiteErrorCode.SQLITE_IOERR_DIR_FSYNC;
    }

    private static SQLiteErrorCode code(SQLException cause) {
        return cause instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
