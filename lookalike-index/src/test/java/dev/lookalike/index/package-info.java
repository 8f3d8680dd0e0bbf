@NullMarked
package dev.lookalike.index;

import org.jspecify.annotations.NullMarked;
