package dev.everlog.memory.vector;

/// A vector that was found.
///
/// @param ordinal whose vector
/// @param cosine -1 to 1, float32 precision
public record VectorHit(int ordinal, double cosine) {}
