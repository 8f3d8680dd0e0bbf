/// Published collections of labelled pictures, fetched, checked and unpacked.
@NullMarked
package dev.lookalike.app.dataset;

import org.jspecify.annotations.NullMarked;
