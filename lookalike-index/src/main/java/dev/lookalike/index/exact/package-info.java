/// Which rows score best, decided in doubles.
@NullMarked
package dev.lookalike.index.exact;

import org.jspecify.annotations.NullMarked;
