package dev.everlog.tools;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.AsOf;
import dev.everlog.memory.EventQuery;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Page;
import dev.everlog.memory.PageRequest;
import dev.everlog.memory.PageRequest.Order;
import dev.everlog.memory.Reading;
import dev.everlog.memory.Scope;
import dev.everlog.memory.Vantage;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One reading call: everything in it is read at one position, which is that of the first page where a cursor is given.
 * Immutable.
 *
 * @param call with "now" as it was on the first page
 * @param asOf what the caller asked for, of which {@code position} came
 * @param from where the page begins, null for the first one
 */
record Reader(
        Call call,
        Position position,
        AsOf asOf,
        Scope scope,
        int limit,
        @Nullable String from,
        Budget budget) {
    static final ListOptions NO_LIST = new ListOptions(null, null);

    static Reader of(Call call, ReadOptions read) {
        return of(call, read, NO_LIST);
    }

    /** @throws ToolException {@code INVALID_CURSOR} */
    static Reader of(Call call, ReadOptions read, ListOptions list) {
        var scope = call.scope(read.project());
        int limit = list.limit() == null ? ListOptions.DEFAULT_LIMIT : list.limit();
        var budget = Budget.of(read);
        var cursor = list.cursor() == null ? null : Cursor.decode(list.cursor(), call.question());
        var first = cursor == null ? call : call.at(cursor.now());
        var asOf = read.asOf() == null ? AsOf.NOW : read.asOf().resolve(first.now());
        var position =
                cursor == null
                        ? call.memory().read(new Vantage(asOf, null, scope), Reading::position)
                        : cursor.position();
        return new Reader(
                first, position, asOf, scope, limit, cursor == null ? null : cursor.rest(), budget);
    }

    Memory memory() {
        return call.memory();
    }

    /** Facts of all times. */
    Vantage vantage() {
        return new Vantage(new AsOf.At(position), null, scope);
    }

    /** Facts that were true then; without a time, facts of all times. */
    Vantage vantage(@Nullable When validAt) {
        return validAt == null ? vantage() : vantage().validAt(validAt.from(call.now()));
    }

    /** By when a row is marked as valid or not: the time that was asked about, else the present. */
    Instant marked(@Nullable When validAt) {
        return validAt == null ? present() : validAt.from(call.now());
    }

    /** The position of another point, or where this call looks from if that is before it. */
    Position at(PointInLog point) {
        var other = new Vantage(point.resolve(call.now()), null, scope);
        var found = memory().read(other, Reading::position);
        return found.isAfter(position) ? position : found;
    }

    /** When the log was as this call sees it. */
    Instant present() {
        return switch (asOf) {
            case AsOf.Now() -> call.now();
            case AsOf.Time(var time) -> time.isBefore(call.now()) ? time : call.now();
            case AsOf.At(var _) -> newest();
        };
    }

    /** When the log took the last event that is seen. */
    private Instant newest() {
        var last = new PageRequest(1, null, Order.DESC);
        var found = memory().events(EventQuery.ALL, last, vantage().in(Scope.ALL)).items();
        return found.isEmpty() ? call.now() : found.getFirst().recordedAt();
    }

    /** A list that the memory pages itself. */
    <T> Slice.Source<T> paged(Function<PageRequest, Page<T>> pages, Order order) {
        return (from, count) -> {
            var page = pages.apply(new PageRequest(count, from, order));
            return new Slice<>(
                    page.items(),
                    taken ->
                            taken == page.items().size()
                                    ? page.nextCursor()
                                    : pages.apply(new PageRequest(taken, from, order))
                                            .nextCursor());
        };
    }

    /** Rows of which the first are the most important, and no page follows. */
    <R extends Row<R>> Rows<R> block(List<R> rows) {
        var fitting = budget.fit(rows, null);
        int leftOut = rows.size() - fitting.size();
        return new Rows<>(
                null,
                fitting,
                position.value(),
                scope.toString(),
                leftOut == 0 ? null : leftOut,
                null);
    }

    <T, R extends Row<R>> Rows<R> rows(
            @Nullable Summary summary, Slice.Source<T> source, Function<T, R> row) {
        var slice = source.take(from, limit);
        var rows = slice.items().stream().map(row).toList();
        var fitting = budget.fit(rows, summary);
        String after = rows.isEmpty() ? null : slice.after().apply(fitting.size());
        int leftOut = rows.size() - fitting.size();
        return new Rows<>(
                summary,
                fitting,
                position.value(),
                scope.toString(),
                leftOut == 0 ? null : leftOut,
                after == null
                        ? null
                        : new Cursor(position, call.now(), after).encode(call.question()));
    }
}
