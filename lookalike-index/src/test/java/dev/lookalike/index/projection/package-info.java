@NullMarked
package dev.lookalike.index.projection;

import org.jspecify.annotations.NullMarked;
