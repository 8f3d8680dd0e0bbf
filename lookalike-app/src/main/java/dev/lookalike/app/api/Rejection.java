package dev.lookalike.app.api;

/// A file that was not taken.
///
/// @param kind
///            such as `damaged`, `too-large`, `not-a-picture`, `not-supported`, `unreadable`, `crashed`
/// @param reason
///            what happened and what to do
public record Rejection(String path, String kind, String reason) {}
