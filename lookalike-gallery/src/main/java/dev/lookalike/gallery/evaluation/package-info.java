/// How good are the answers?
@NullMarked
package dev.lookalike.gallery.evaluation;

import org.jspecify.annotations.NullMarked;
