@NullMarked
package dev.lookalike.index.kernel;

import org.jspecify.annotations.NullMarked;
