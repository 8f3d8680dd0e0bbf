/// What do people who have liked this like, and why? Models that learn taste from what many people did.
///
/// Users and items go by their places, 0 and up; nothing here knows of a catalogue.
@org.jspecify.annotations.NullMarked
package dev.lookalike.gallery.taste;
