@NullMarked
package dev.lookalike.engines.annoy;

import org.jspecify.annotations.NullMarked;
