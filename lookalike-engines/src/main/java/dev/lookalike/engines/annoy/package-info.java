/// The engine Annoy, in Java: the files of the reference implementation, written and read.
@NullMarked
package dev.lookalike.engines.annoy;

import org.jspecify.annotations.NullMarked;
