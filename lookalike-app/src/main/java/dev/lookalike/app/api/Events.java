package dev.lookalike.app.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// A page of what a person did, in the order it was kept in.
///
/// @param next
///            pass it as `after` for the next page, or null where nothing follows
public record Events(List<Event> events, @Nullable Long next) {}
