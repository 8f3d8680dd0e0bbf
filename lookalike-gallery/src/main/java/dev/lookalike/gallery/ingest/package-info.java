/// How do files become pictures of the gallery?
@NullMarked
package dev.lookalike.gallery.ingest;

import org.jspecify.annotations.NullMarked;
