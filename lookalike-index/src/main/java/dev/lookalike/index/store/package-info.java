/// An index that is a file and what came after it.
@NullMarked
package dev.lookalike.index.store;

import org.jspecify.annotations.NullMarked;
