package dev.everlog.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes small facts in the ways by which servers are known to lose them.
 *
 * @param memory that is written to, empty
 */
record Writes(SharedMemory memory) {
    /** A memory on disk that several processes serve. */
    interface SharedMemory {
        /** Starts a process on it. */
        McpProcess connect() throws IOException;

        /** Writes one fact without waiting for the answer. */
        CompletableFuture<String> write(McpProcess server, String name);

        /** How many of these facts a process started now knows. */
        long kept(List<String> names) throws IOException;
    }

    /**
     * What became of them.
     *
     * @param acknowledged answered without an error
     * @param kept known to a process that was started afterwards
     */
    record Outcome(long sent, long acknowledged, long kept) {
        boolean isComplete() {
            return kept == sent && acknowledged == sent;
        }

        @Override
        public String toString() {
            return kept + " of " + acknowledged + " of " + sent;
        }
    }

    /** Two processes at the same time, each with so many writes, one after the other. */
    Outcome twoAtOnce(int count) throws IOException {
        try (var ada = memory.connect();
                var bob = memory.connect()) {
            var both =
                    Stream.of(ada, bob)
                            .map(agent -> CompletableFuture.supplyAsync(() -> inTurn(agent, count)))
                            .toList();
            long acknowledged = both.stream().mapToLong(McpProcess::join).sum();
            return outcome(Stream.of(ada, bob).flatMap(agent -> names(agent, count)), acknowledged);
        }
    }

    /** One client that sends so many calls without waiting. */
    Outcome pipelined(int count) throws IOException {
        try (var agent = memory.connect()) {
            var answers = names(agent, count).map(name -> memory.write(agent, name)).toList();
            long acknowledged = answers.stream().filter(Writes::isAcknowledged).count();
            return outcome(names(agent, count), acknowledged);
        }
    }

    private long inTurn(McpProcess agent, int count) {
        return names(agent, count)
                .filter(name -> isAcknowledged(memory.write(agent, name)))
                .count();
    }

    private Outcome outcome(Stream<String> sent, long acknowledged) throws IOException {
        var names = sent.toList();
        return new Outcome(names.size(), acknowledged, memory.kept(names));
    }

    private static Stream<String> names(McpProcess agent, int count) {
        return IntStream.range(0, count).mapToObj(i -> "bird-" + agent.pid() + "-" + i);
    }

    private static boolean isAcknowledged(CompletableFuture<String> answer) {
        try {
            McpProcess.join(answer);
            return true;
        } catch (NotMeasuredException e) {
            return false;
        }
    }
}
