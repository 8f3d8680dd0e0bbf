/// What is the situation, as others tell it? Hidden: [dev.lookalike.gallery.ContextSource] is the door.
@org.jspecify.annotations.NullMarked
package dev.lookalike.gallery.sources;
