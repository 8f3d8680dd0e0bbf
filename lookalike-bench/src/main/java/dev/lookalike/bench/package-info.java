/// How good and how fast is it?
@NullMarked
package dev.lookalike.bench;

import org.jspecify.annotations.NullMarked;
