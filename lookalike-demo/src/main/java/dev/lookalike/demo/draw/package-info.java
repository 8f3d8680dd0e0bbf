/// How does a drawn thing come to look like a photograph? Shapes, materials, light and backdrops, in plain arithmetic.
@NullMarked
package dev.lookalike.demo.draw;

import org.jspecify.annotations.NullMarked;
