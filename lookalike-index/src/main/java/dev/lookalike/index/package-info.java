/// Which stored vectors are nearest to this one?
@NullMarked
package dev.lookalike.index;

import org.jspecify.annotations.NullMarked;
