/// Which stored vectors are nearest to this one, by an index that others made?
@NullMarked
package dev.lookalike.engines;

import org.jspecify.annotations.NullMarked;
