package dev.lookalike.index.file;

/// The parts of an index file, in their order in it.
public enum Section {
    /// For each row, its id: 8 bytes; ascending.
    IDS,
    /// For each row, its squared length: a double.
    SQUARES,
    /// For each row, the power of two its values are multiplied with: 2 bytes; only with half precision.
    EXPONENTS,
    /// The mean of the rows' directions: a padded row of floats.
    MEAN,
    /// The directions of the projection: padded rows of floats.
    BASIS,
    /// For each row, its first codes ([dev.lookalike.index.code.Code#head()]): a byte each.
    HEADS,
    /// For each row, its other codes: a byte each.
    RESTS,
    /// For each row, the floats of [dev.lookalike.index.code.Code#terms()].
    TERMS,
    /// For each row, the rows its edges lead to: 4 bytes each.
    EDGES,
    /// The rows from which walks begin: 4 bytes each.
    ENTRIES,
    /// For each row, its values: 4 or 2 bytes each.
    ROWS,
    /// For each block of the file, its CRC32C: 4 bytes.
    CHECKSUMS;

    /// Whether the section is checked block by block when it is read, and not when the file is opened.
    boolean isCheckedLate() {
        return this == ROWS;
    }
}
