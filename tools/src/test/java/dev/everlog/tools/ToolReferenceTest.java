package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class ToolReferenceTest {
    @TempDir private Path directory;

    @Test
    void theReferenceTellsWhatTheRecordsSayAndWhatTheToolsAnswer() throws IOException {
        String page = new ToolReference(ToolCatalog.records()).page(this::answer);

        GoldenFile.reference("tools.md").holds(page);
    }

    private String answer(Class<? extends Record> tool) {
        String name = Names.snake(tool.getSimpleName());
        var example = (ObjectNode) Json.MAPPER.readTree(tool.getAnnotation(About.class).example());
        try (var memory = SeededMemory.open(directory.resolve(name))) {
            memory.sayAgain();
            var result = memory.call(name, example);
            assertThat(result.isError()).as(result.text()).isFalse();
            return result.text()
                    .replaceAll("\\bpid \\d+", "pid 4711")
                    .replaceAll("\\bserved: \\d+ tokens", "served: 4711 tokens");
        }
    }
}
