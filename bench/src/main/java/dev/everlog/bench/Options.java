package dev.everlog.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of a command, {@code --name value}. Immutable. */
record Options(Map<String, String> values) {
    Options {
        values = Map.copyOf(values);
    }

    /** Takes the arguments apart; refuses names that the command does not have. */
    static Options of(List<String> args, String... names) {
        var allowed = List.of(names);
        var values = new HashMap<String, String>();
        for (int i = 0; i < args.size(); i += 2) {
            String name = args.get(i).startsWith("--") ? args.get(i).substring(2) : "";
            if (!allowed.contains(name) || i + 1 == args.size()) {
                throw new NotMeasuredException(
                        "cannot read '%s': options are %s, each followed by a value"
                                .formatted(args.get(i), "--" + String.join(", --", allowed)));
            }
            values.put(name, args.get(i + 1));
        }
        return new Options(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    Path path(String name, Path otherwise) {
        return path(name).orElse(otherwise);
    }

    Optional<Path> path(String name) {
        return Optional.ofNullable(values.get(name)).map(Path::of).map(Path::toAbsolutePath);
    }

    /** A whole number from 1 to 99,999,999. */
    int count(String name, int otherwise) {
        String text = values.getOrDefault(name, Integer.toString(otherwise));
        if (!text.matches("[1-9][0-9]{0,7}")) {
            throw new NotMeasuredException(
                    "--%s is a number from 1 to 99999999, was '%s'".formatted(name, text));
        }
        return Integer.parseInt(text);
    }
}
