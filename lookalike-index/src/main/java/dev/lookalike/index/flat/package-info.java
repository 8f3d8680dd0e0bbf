/// Vectors in memory, searched by looking at all of them.
@NullMarked
package dev.lookalike.index.flat;

import org.jspecify.annotations.NullMarked;
