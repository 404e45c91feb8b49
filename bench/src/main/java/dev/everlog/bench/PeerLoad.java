package dev.everlog.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * An embedded database, appended to by a script in a node process of its own; each round begins where the one before
 * ended. The script measures, so starting node is in no figure.
 *
 * @param kind {@code stoolap} or {@code sqlite}
 * @param script append.mjs, beside its packages
 */
record PeerLoad(NodePackages packages, Path script, String kind, Path directory, int eventsPerCall)
        implements Load {
    @Override
    public List<double[]> run(Duration duration) throws IOException, InterruptedException {
        Process process =
                packages.node(
                                List.of(
                                        script.toString(),
                                        kind,
                                        directory.toString(),
                                        Integer.toString(eventsPerCall),
                                        Long.toString(duration.toMillis())))
                        .start();
        process.getOutputStream().close();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new NotMeasuredException(kind + " failed; bench/target/stderr.txt says why");
        }
        return List.of(JsonMapper.shared().readValue(answer, double[].class));
    }
}
