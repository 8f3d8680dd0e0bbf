/// The engine FAISS, through its C interface.
@NullMarked
package dev.lookalike.engines.faiss;

import org.jspecify.annotations.NullMarked;
