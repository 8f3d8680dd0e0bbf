/// What vector does this picture have?
@NullMarked
package dev.lookalike.vision;

import org.jspecify.annotations.NullMarked;
