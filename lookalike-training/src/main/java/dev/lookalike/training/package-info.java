/// How does a network learn this collection?
@NullMarked
package dev.lookalike.training;

import org.jspecify.annotations.NullMarked;
