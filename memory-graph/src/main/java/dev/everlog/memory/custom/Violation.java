package dev.everlog.memory.custom;

/**
 * Where data do not match a schema. Immutable.
 *
 * @param path JSON pointer into the data, empty for all of it
 * @param found the kind of value there, and the value of a number
 * @param wanted the keyword of the schema and what it says, for instance {@code type "integer"}
 */
public record Violation(String path, String found, String wanted) {
    @Override
    public String toString() {
        return (path.isEmpty() ? "data" : path) + ": found " + found + ", wanted " + wanted;
    }
}
