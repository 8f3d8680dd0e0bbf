/// Vectors in few bits, and how far off they may be.
@NullMarked
package dev.lookalike.index.code;

import org.jspecify.annotations.NullMarked;
