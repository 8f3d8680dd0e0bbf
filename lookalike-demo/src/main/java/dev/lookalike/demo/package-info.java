/// What can I try it on?
@NullMarked
package dev.lookalike.demo;

import org.jspecify.annotations.NullMarked;
