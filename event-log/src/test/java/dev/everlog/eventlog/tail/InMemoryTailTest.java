package dev.everlog.eventlog.tail;

import java.time.InstantSource;

class InMemoryTailTest extends TailContract {
    @Override
    protected Tail open(InstantSource clock) {
        return new InMemoryTail(clock);
    }
}
