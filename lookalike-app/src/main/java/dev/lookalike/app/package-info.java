/// How do people and programs ask?
@NullMarked
package dev.lookalike.app;

import org.jspecify.annotations.NullMarked;
