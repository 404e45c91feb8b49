package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.tools.ToolCatalog;
import dev.everlog.tools.ToolSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InstructionsTest {
    private static final Pattern TOOL =
            Pattern.compile(
                    "\\b(?:memory|query|event|get|reconstruct|ingest|delete|restore)_[a-z_]+\\b");

    @Test
    void no_client_cuts_them() {
        assertThat(Instructions.TEXT.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(Instructions.MAX_BYTES);
    }

    @Test
    void every_tool_they_name_exists() {
        List<String> tools = ToolCatalog.standard().specs().stream().map(ToolSpec::name).toList();
        assertThat(TOOL.matcher(Instructions.TEXT).results().map(MatchResult::group))
                .isNotEmpty()
                .isSubsetOf(tools);
    }
}
