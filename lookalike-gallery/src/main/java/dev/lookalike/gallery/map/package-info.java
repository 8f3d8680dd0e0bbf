/// Where pictures lie on a map, and which clusters they form.
@NullMarked
package dev.lookalike.gallery.map;

import org.jspecify.annotations.NullMarked;
