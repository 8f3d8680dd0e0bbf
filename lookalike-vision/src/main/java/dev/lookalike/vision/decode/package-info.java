/// From bytes that anybody may have made to upright sRGB pixels.
@NullMarked
package dev.lookalike.vision.decode;

import org.jspecify.annotations.NullMarked;
