/// Measurements of the product as it is packaged, spoken to over its real pipes; of the log alone where nothing else may
/// be in the figure. `docs/benchmarks.md` says what each command does and what it found.
@NullMarked
package dev.everlog.bench;

import org.jspecify.annotations.NullMarked;
