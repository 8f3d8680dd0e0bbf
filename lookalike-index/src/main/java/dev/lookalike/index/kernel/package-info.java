/// The innermost loops, each written twice: on the Vector API and in plain Java. The only package that knows the
/// Vector API.
@NullMarked
package dev.lookalike.index.kernel;

import org.jspecify.annotations.NullMarked;
