/// How does a gallery, or what it knows, get elsewhere?
@NullMarked
package dev.lookalike.gallery.exchange;

import org.jspecify.annotations.NullMarked;
