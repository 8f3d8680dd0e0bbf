package dev.lookalike.app.api;

import java.util.List;

/// Every folder that holds pictures, with how many lie in it or below.
public record Folders(List<Group> folders) {}
