/// Which pictures should this person see?
@NullMarked
package dev.lookalike.gallery;

import org.jspecify.annotations.NullMarked;
