/** Recall: what a question brings back, by meaning, words, graph and time. */
@NullMarked
package dev.everlog.memory.recall;

import org.jspecify.annotations.NullMarked;
