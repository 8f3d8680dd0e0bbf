package dev.lookalike.demo;

import org.jspecify.annotations.Nullable;

/// A situation of the rules in `docs/demo-truth.md`; what is null or empty says nothing.
///
/// @param weather sunny, cloudy, fog, rain, storm, snow or wind
/// @param temperature in degrees Celsius
/// @param season spring, summer, autumn or winter
/// @param occasion wedding, party, work, sport, holiday, outdoor or gift
public record Moment(String weather, @Nullable Double temperature, String season, String occasion) {}
