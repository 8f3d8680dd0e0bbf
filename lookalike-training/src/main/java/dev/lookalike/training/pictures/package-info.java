/// What is a network shown while it learns?
@NullMarked
package dev.lookalike.training.pictures;

import org.jspecify.annotations.NullMarked;
