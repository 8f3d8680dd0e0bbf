package dev.lookalike.app.api;

import java.util.List;

/// Every guessed category, with how many pictures have it as their likeliest, most first.
public record Categories(List<Group> categories) {}
