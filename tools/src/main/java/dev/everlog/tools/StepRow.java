package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * A step in the story of a subject.
 *
 * @param gap since the step before in time of occurrence, for instance {@code 2d3h}; null at the first
 */
record StepRow(@JsonUnwrapped EventRow event, @Nullable String gap) implements Row<StepRow> {
    static StepRow of(Timeline.Step step) {
        return new StepRow(
                EventRow.of(step.event()),
                step.sincePrevious() == null ? null : Times.gap(step.sincePrevious()));
    }

    @Override
    public String line() {
        return (gap == null ? "" : "+" + gap + " ") + event.line();
    }

    @Override
    public StepRow shortened(int characters) {
        return new StepRow(event.shortened(characters), gap);
    }
}
