package dev.everlog.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An embedded database, appended to by a script in a node process of its own; each round begins where the one before
 * ended. The script measures, so starting node is in no figure.
 *
 * @param kind {@code stoolap} or {@code sqlite}
 */
record PeerLoad(NodePackages packages, String kind, Path directory, int eventsPerCall)
        implements Load {
    @Override
    public List<double[]> run(Duration duration) throws IOException, InterruptedException {
        double[] micros =
                packages.answer(
                        double[].class,
                        "append.mjs",
                        kind,
                        directory.toString(),
                        Integer.toString(eventsPerCall),
                        Long.toString(duration.toMillis()));
        return List.of(micros);
    }
}
