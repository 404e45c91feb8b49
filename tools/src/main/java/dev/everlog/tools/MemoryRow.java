package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.TextVersion;
import dev.everlog.memory.recall.Recalled;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A memory as it is recalled.
 *
 * @param handle of the memory, {@code n17}
 * @param event that wrote this version of it, {@code e1042}
 * @param subject null for a memory without a key
 * @param key the caller's own name for it
 * @param recordedAt null where it was told when it happened
 * @param actor who wrote it down
 * @param score comparable within one answer only
 * @param reasons why it was found; null if not asked for
 */
record MemoryRow(
        String handle,
        String event,
        @Nullable String subject,
        @Nullable String key,
        String kind,
        String text,
        String occurredAt,
        @Nullable String recordedAt,
        String actor,
        @Nullable String speaker,
        @Nullable String source,
        @Nullable String session,
        @Nullable String project,
        @Nullable List<String> tags,
        @JsonUnwrapped Valid valid,
        @Nullable Double confidence,
        double score,
        @Nullable List<Recalled.Reason> reasons)
        implements Row<MemoryRow> {
    /** @param now by which it is valid or not */
    static MemoryRow of(TextVersion text, Recalled.Hit hit, boolean explain, Instant now) {
        return new MemoryRow(
                text.handle(),
                text.position().toString(),
                hasOwnName(text) ? text.subject() : null,
                text.key(),
                text.kind(),
                text.text(),
                Times.utc(text.occurredAt()),
                Times.toldLater(text.occurredAt(), text.recordedAt())
                        ? Times.utc(text.recordedAt())
                        : null,
                text.actor(),
                text.speaker(),
                text.source(),
                text.session(),
                text.project(),
                text.tags().isEmpty() ? null : text.tags(),
                Valid.of(text.validity(), now),
                text.confidence(),
                Reasons.rounded(hit.score()),
                explain ? hit.reasons() : null);
    }

    /** Else its subject is a random id of 22 tokens, which says nothing more than the handle. */
    private static boolean hasOwnName(TextVersion text) {
        return text.key() != null || !text.subject().startsWith("memory/");
    }

    /** Who says it, when it happened, and what was said: {@code n17 2026-05-03 ada fact .82 "…"}. */
    @Override
    public String line() {
        return "%s %s %s %s%s%s %s %s%s"
                .formatted(
                        handle,
                        occurredAt.substring(0, "2026-05-03".length()),
                        Quoted.name(who()),
                        Quoted.name(kind),
                        valid.words(),
                        key == null ? "" : " key " + Quoted.name(key),
                        String.format(Locale.ROOT, "%.3f", score),
                        Quoted.data(text),
                        Reasons.words(reasons));
    }

    @Override
    public long served() {
        return Handles.position(event);
    }

    private String who() {
        return speaker != null ? speaker : source != null ? source : actor;
    }

    @Override
    public MemoryRow shortened(int characters) {
        return new MemoryRow(
                handle,
                event,
                subject,
                key,
                kind,
                Quoted.start(text, characters),
                occurredAt,
                recordedAt,
                actor,
                speaker,
                source,
                session,
                project,
                tags,
                valid,
                confidence,
                score,
                reasons);
    }
}
