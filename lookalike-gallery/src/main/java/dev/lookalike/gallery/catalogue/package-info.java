/// What does the gallery remember? The only truth, in SQLite; everything else is derived from it.
@NullMarked
package dev.lookalike.gallery.catalogue;

import org.jspecify.annotations.NullMarked;
