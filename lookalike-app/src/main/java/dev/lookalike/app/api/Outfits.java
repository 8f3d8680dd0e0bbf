package dev.lookalike.app.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// A page of outfits by name.
///
/// @param total
///            how many there are
/// @param next
///            pass it as `after` for the next page, or null where nothing follows
public record Outfits(List<Outfit> outfits, long total, @Nullable String next) {}
