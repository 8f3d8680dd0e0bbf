package dev.lookalike.gallery;

import java.nio.file.Path;

/// A file that was not taken into the gallery.
///
/// @param path
///            of the file
/// @param kind
///            such as `damaged`, `too-large`, `not-a-picture`, `not-supported`, `unreadable`, `crashed`
/// @param reason
///            what happened and what to do
public record Rejection(Path path, String kind, String reason) {}
