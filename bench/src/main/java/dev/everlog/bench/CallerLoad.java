package dev.everlog.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.DoubleStream;

/** A contender of this process, whose callers all write at the same time, each as fast as it gets answers. */
record CallerLoad(Contender contender) implements Load {
    @Override
    public int eventsPerCall() {
        return contender.eventsPerCall();
    }

    @Override
    public List<double[]> run(Duration duration) throws IOException, InterruptedException {
        long until = System.nanoTime() + duration.toNanos();
        var callers = new ArrayList<Callable<double[]>>();
        for (int caller = 0; caller < contender.callers(); caller++) {
            int number = caller;
            callers.add(() -> write(number, until));
        }
        var micros = new ArrayList<double[]>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(callers)) {
                micros.add(done.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("a caller failed", e.getCause());
        }
        return micros;
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
