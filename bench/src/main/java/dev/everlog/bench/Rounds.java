package dev.everlog.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.DoubleStream;

/** What one contender did, round by round. Not thread-safe. */
final class Rounds {
    private final Contender contender;
    private final List<Double> perSecond = new ArrayList<>();
    private final List<double[]> micros = new ArrayList<>();

    Rounds(Contender contender) {
        this.contender = contender;
    }

    /** Lets all callers write for so long, each as fast as it gets answers. */
    void run(Duration duration) throws IOException, InterruptedException {
        long from = System.nanoTime();
        long until = from + duration.toNanos();
        var callers = new ArrayList<Callable<double[]>>();
        for (int caller = 0; caller < contender.callers(); caller++) {
            int number = caller;
            callers.add(() -> write(number, until));
        }
        long calls = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(callers)) {
                micros.add(done.get());
                calls += done.get().length;
            }
        } catch (ExecutionException e) {
            throw new IOException("a caller failed", e.getCause());
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        perSecond.add(calls * contender.eventsPerCall() / seconds);
    }

    /** Forgets all rounds so far. */
    void forget() {
        perSecond.clear();
        micros.clear();
    }

    /** Events per second of each round. */
    List<Double> perSecond() {
        return List.copyOf(perSecond);
    }

    /** Microseconds of each call of all rounds. */
    Percentiles latencies() {
        return Percentiles.of(micros.stream().flatMapToDouble(DoubleStream::of).toArray());
    }

    /** Microseconds of each call. */
    private double[] write(int caller, long until) throws IOException {
        var taken = DoubleStream.builder();
        long before = System.nanoTime();
        while (before < until) {
            contender.write(caller);
            long after = System.nanoTime();
            taken.add((after - before) / 1e3);
            before = after;
        }
        return taken.build().toArray();
    }
}
