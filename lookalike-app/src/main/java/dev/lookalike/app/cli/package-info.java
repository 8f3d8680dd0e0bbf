/// The command line: one class per verb or family of verbs.
@NullMarked
package dev.lookalike.app.cli;

import org.jspecify.annotations.NullMarked;
