/// What else is known of each picture by looking at it: derived, kept, and made in the background.
@NullMarked
package dev.lookalike.gallery.traits;

import org.jspecify.annotations.NullMarked;
