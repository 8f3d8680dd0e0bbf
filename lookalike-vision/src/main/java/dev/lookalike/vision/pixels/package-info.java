/// Arithmetic on pixels: resizing, turning upright, colour.
@NullMarked
package dev.lookalike.vision.pixels;

import org.jspecify.annotations.NullMarked;
