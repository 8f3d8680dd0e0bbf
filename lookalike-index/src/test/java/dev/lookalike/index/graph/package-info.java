@NullMarked
package dev.lookalike.index.graph;

import org.jspecify.annotations.NullMarked;
