/// Neighbours of neighbours: finding near rows without looking at all.
@NullMarked
package dev.lookalike.index.graph;

import org.jspecify.annotations.NullMarked;
