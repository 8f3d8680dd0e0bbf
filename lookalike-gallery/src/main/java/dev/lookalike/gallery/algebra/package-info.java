/// How are matrices multiplied, decomposed and solved, as far as spaces and tastes need it?
@org.jspecify.annotations.NullMarked
package dev.lookalike.gallery.algebra;
