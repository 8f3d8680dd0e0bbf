package dev.lookalike.gallery;

/// What came of [Gallery#switchTo].
///
/// @param switched
///            whether the embeddings of `model` serve from now on; else the work was stopped, and the same call goes on with it
/// @param model
///            whose embeddings were made
/// @param pictures
///            `added` were embedded by this call and `unchanged` before it; `rejected` could not be, and are out of the gallery
///            once it is switched
public record SwitchReport(boolean switched, String model, IngestReport pictures) {}
