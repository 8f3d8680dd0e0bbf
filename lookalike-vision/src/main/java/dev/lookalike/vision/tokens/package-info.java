/// Text in the pieces that language networks know.
@NullMarked
package dev.lookalike.vision.tokens;

import org.jspecify.annotations.NullMarked;
