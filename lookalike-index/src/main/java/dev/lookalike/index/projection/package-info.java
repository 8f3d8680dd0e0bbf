/// Fewer values that tell almost as much: a collection's own directions.
@NullMarked
package dev.lookalike.index.projection;

import org.jspecify.annotations.NullMarked;
