/// What went wrong, for a program and for a shell?
@NullMarked
package dev.lookalike.app.problem;

import org.jspecify.annotations.NullMarked;
