package dev.everlog.memory.graph;

/** Which edges of a node are followed. OUT goes from source to target. */
public enum Direction {
    OUT,
    IN,
    BOTH;

    Direction reversed() {
        return switch (this) {
            case OUT -> IN;
            case IN -> OUT;
            case BOTH -> BOTH;
        };
    }
}
