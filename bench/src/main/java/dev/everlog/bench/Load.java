package dev.everlog.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Something that writes events for a while, as fast as it can. */
interface Load {
    /** How many events one call writes. */
    int eventsPerCall();

    /** Writes for so long. @return microseconds of each call, of one caller after the other */
    List<double[]> run(Duration duration) throws IOException, InterruptedException;
}
