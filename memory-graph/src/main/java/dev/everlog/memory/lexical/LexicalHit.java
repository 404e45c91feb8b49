package dev.everlog.memory.lexical;

/// A text that was found.
///
/// @param ordinal whose text
/// @param score BM25, above 0; comparable within one answer only
public record LexicalHit(int ordinal, double score) {}
