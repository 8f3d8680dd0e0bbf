package dev.lookalike.app.api;

/// A folder or a category, and how many pictures it has.
public record Group(String name, long count) {}
