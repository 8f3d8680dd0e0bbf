@NullMarked
package dev.lookalike.engines;

import org.jspecify.annotations.NullMarked;
