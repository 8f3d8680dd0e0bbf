@NullMarked
package dev.lookalike.vision.tokens;

import org.jspecify.annotations.NullMarked;
