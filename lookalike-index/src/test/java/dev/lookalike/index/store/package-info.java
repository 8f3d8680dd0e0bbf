@NullMarked
package dev.lookalike.index.store;

import org.jspecify.annotations.NullMarked;
