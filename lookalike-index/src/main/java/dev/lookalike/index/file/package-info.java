/// One mapped file, with a checksum for each of its blocks.
@NullMarked
package dev.lookalike.index.file;

import org.jspecify.annotations.NullMarked;
