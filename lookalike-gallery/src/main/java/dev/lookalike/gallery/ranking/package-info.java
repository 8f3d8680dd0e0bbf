/// How alike are pictures of this gallery, and is anything alike at all?
@NullMarked
package dev.lookalike.gallery.ranking;

import org.jspecify.annotations.NullMarked;
