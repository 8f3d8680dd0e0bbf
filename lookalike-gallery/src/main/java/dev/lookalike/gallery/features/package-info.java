/// What is told of pictures, as numbers to learn from.
@org.jspecify.annotations.NullMarked
package dev.lookalike.gallery.features;
