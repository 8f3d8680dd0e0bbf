/// What is wrong with a collection: copies, pictures unlike all others, labels that their neighbours contradict.
@org.jspecify.annotations.NullMarked
package dev.lookalike.gallery.health;
