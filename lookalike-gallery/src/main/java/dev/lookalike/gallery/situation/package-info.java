/// What suits a situation? Hidden: [dev.lookalike.gallery.Context] and [dev.lookalike.gallery.Rules] are the door.
@org.jspecify.annotations.NullMarked
package dev.lookalike.gallery.situation;
