@NullMarked
package dev.lookalike.index.flat;

import org.jspecify.annotations.NullMarked;
