package dev.everlog.tools;

import dev.everlog.memory.moving.ExportFormat;

/** In which form events are exported. */
enum ExportForm {
    JSONL,
    CSV,
    /** A file only. */
    PARQUET,
    /** For people. */
    MARKDOWN,
    /** JSON Lines, in an answer whose text is JSON as of every reading tool. */
    JSON;

    ExportFormat format() {
        return switch (this) {
            case JSONL, JSON -> ExportFormat.JSONL;
            case CSV -> ExportFormat.CSV;
            case PARQUET -> ExportFormat.PARQUET;
            case MARKDOWN -> ExportFormat.MARKDOWN;
        };
    }
}
