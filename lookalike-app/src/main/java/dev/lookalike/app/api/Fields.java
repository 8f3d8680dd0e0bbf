package dev.lookalike.app.api;

import java.util.List;

/// Every field of the pictures' metadata, with how many pictures have it.
public record Fields(List<Group> fields) {}
