package dev.everlog.server;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.memory.Memory;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.Reading;
import dev.everlog.memory.Touched;
import dev.everlog.memory.Vantage;
import dev.everlog.tools.Resource;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which addresses there is something else under since the log has grown, whichever process wrote. Thread-safe.
 *
 * @param changed takes a URI; told again and again, so it has to be cheap where nobody subscribed
 */
record Notices(Consumer<String> changed) {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    /** Between two rounds: who writes much is not told of each event. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Duration IDLE = Duration.ofSeconds(10);

    /** Follows a memory in the background until it is closed or replaced. */
    void follow(Memory memory) {
        Thread.ofVirtual().name("notices").start(() -> run(memory));
    }

    private void run(Memory memory) {
        try {
            Position seen = now(memory);
            while (!memory.erasures().erased().isDone()) {
                if (memory.awaitAfter(seen, IDLE).isAfter(seen)) {
                    seen = tell(memory, seen);
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LogException | MemoryException e) {
            LOG.debug("No more notices of changes", e); // closed, or every call says what is wrong
        }
    }

    /** What is there when a client comes is nothing new. A large log without a snapshot takes longer than a read waits. */
    private static Position now(Memory memory) {
        while (true) {
            try {
                return memory.read(Vantage.NOW, Reading::position);
            } catch (MemoryException e) {
                if (e.kind() != MemoryException.Kind.BUSY) {
                    throw e;
                }
            }
        }
    }

    private Position tell(Memory memory, Position seen) {
        Set<String> uris = new LinkedHashSet<>();
        Position through =
                memory.read(
                        Vantage.NOW, reading -> uris(reading, Touched.after(reading, seen), uris));
        uris.forEach(changed);
        return through;
    }

    private static Position uris(Reading reading, Touched touched, Set<String> uris) {
        uris.add(Resource.CONTEXT.uri());
        uris.add(Resource.INDEX.uri());
        touched.events().forEach(event -> uris.add(Resource.EVENT.uri(event.toString())));
        for (String subject : touched.subjects()) {
            int slash = subject.indexOf('/');
            uris.add(
                    Resource.SUBJECT.uri(
                            subject.substring(0, slash), subject.substring(slash + 1)));
            uris.add(Resource.NODE.uri(subject));
        }
        for (int node : touched.nodes()) {
            uris.add(Resource.NODE.uri("n" + node));
            uris.add(Resource.NODE.uri(reading.key(node)));
            uris.add(Resource.NODE.uri(reading.name(node)));
        }
        return touched.through();
    }
}
