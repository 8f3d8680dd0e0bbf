@NullMarked
package dev.lookalike.index.code;

import org.jspecify.annotations.NullMarked;
