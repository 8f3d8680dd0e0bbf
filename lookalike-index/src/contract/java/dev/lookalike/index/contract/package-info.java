/// What every index must do, for the tests of whoever makes one.
@NullMarked
package dev.lookalike.index.contract;

import org.jspecify.annotations.NullMarked;
