package dev.everlog.tools;

import dev.everlog.memory.Template;
import java.util.List;
import java.util.stream.Stream;

/** What {@code memory_define_projection} can begin with. */
record TemplatesOnOffer(List<String> templates) implements Summary {
    static final TemplatesOnOffer ALL =
            new TemplatesOnOffer(Stream.of(Template.values()).map(Names::constant).toList());

    @Override
    public String line() {
        return "templates: " + String.join(", ", templates);
    }
}
