package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as the same request under an idempotency key, and what does not. */
class RepeatedRequestTest {
    private static final String FIRST =
            "{'type': 'a.b', 'subject': 'x/1', 'occurred_at': '-2h', 'data': {'p': 1, 'q': 2},"
                    + " 'idempotency_key': 'once'}";

    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.withoutModel(vectors);
        memory.answer("ingest_event", FIRST);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private boolean isDuplicate(String arguments) {
        return memory.answer("ingest_event", arguments).get("duplicate").booleanValue();
    }

    @Test
    void theSameBytesLaterAreTheSameRequestThoughTheirTimeIsRelative() {
        memory.clock.move(Duration.ofSeconds(1));

        assertThat(isDuplicate(FIRST)).isTrue();
        assertThat(memory.end()).isOne();
    }

    @Test
    void theOrderOfMembersMakesNoOtherRequest() {
        assertThat(
                        isDuplicate(
                                "{'idempotency_key': 'once', 'data': {'q': 2, 'p': 1}, 'subject': 'x/1',"
                                        + " 'occurred_at': '-2h', 'type': 'a.b'}"))
                .isTrue();
    }

    @Test
    void theProjectThatTheServerFillsInIsNoPartOfTheRequest() {
        var elsewhere =
                new ToolDispatcher(memory.catalog)
                        .call("ingest_event", SeededMemory.json(FIRST), memory.session("other"));

        assertThat(elsewhere.structured().path("duplicate").asBoolean(false))
                .as(elsewhere.text())
                .isTrue();
    }

    @Test
    void otherArgumentsAreAConflictThatTellsBothWaysOut() {
        var refused = memory.call("ingest_event", FIRST.replace("-2h", "-3h"));

        assertThat(refused.structured().get("code").stringValue()).isEqualTo("CONFLICT");
        assertThat(refused.structured().get("hint").stringValue())
                .contains("the very same arguments", "a new key");
    }

    @Test
    void anotherToolUnderTheSameKeyIsAConflict() {
        var refused = memory.call("memory_remember", "{'text': 'tea', 'idempotency_key': 'once'}");

        assertThat(refused.structured().get("code").stringValue()).isEqualTo("CONFLICT");
    }

    @Test
    void aKeyThatIsTooLongIsABadArgument() {
        var refused =
                memory.call(
                        "memory_remember",
                        "{'text': 'tea', 'idempotency_key': '" + "k".repeat(201) + "'}");

        assertThat(refused.structured().get("code").stringValue()).isEqualTo("INVALID_ARGUMENT");
        assertThat(refused.text()).contains("1..200", "UUID");
    }
}
