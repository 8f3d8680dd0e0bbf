@NullMarked
package dev.lookalike.engines.faiss;

import org.jspecify.annotations.NullMarked;
