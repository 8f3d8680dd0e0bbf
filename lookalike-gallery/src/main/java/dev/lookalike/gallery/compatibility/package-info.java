/// What goes with what? Learns from outfits how well things go together, and what kind of thing is missing.
///
/// Things go by their ordinals, 0 and up; nothing here knows of a catalogue.
@org.jspecify.annotations.NullMarked
package dev.lookalike.gallery.compatibility;
