package dev.everlog.tools;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A tool as the dispatcher needs it. Immutable.
 *
 * @param parameters documentation by name, shared ones included
 * @param groups names of the parameters that are decoded together, by the component that takes them
 */
record ToolType(
        ToolSpec spec,
        Class<? extends Record> record,
        Map<String, Doc> parameters,
        Map<String, List<String>> groups) {

    static ToolType of(ToolSpec spec, Class<? extends Record> record) {
        var parameters = new LinkedHashMap<String, Doc>();
        var groups = new LinkedHashMap<String, List<String>>();
        for (var component : record.getRecordComponents()) {
            if (component.isAnnotationPresent(Flat.class)) {
                var group = documented(component.getType());
                parameters.putAll(group);
                groups.put(Names.snake(component.getName()), List.copyOf(group.keySet()));
            } else {
                parameters.put(
                        Names.snake(component.getName()), component.getAnnotation(Doc.class));
            }
        }
        return new ToolType(spec, record, parameters, groups);
    }

    private static Map<String, Doc> documented(Class<?> group) {
        var documented = new LinkedHashMap<String, Doc>();
        Stream.of(group.getRecordComponents())
                .forEach(shared ->
                        documented.put(
                                Names.snake(shared.getName()), shared.getAnnotation(Doc.class)));
        return documented;
    }

    String name() {
        return spec.name();
    }

    /** A call that can be copied. */
    String example() {
        return name() + " " + record.getAnnotation(About.class).example();
    }
}
