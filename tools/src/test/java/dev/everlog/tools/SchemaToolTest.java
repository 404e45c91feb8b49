package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaToolTest {
    private static final String PAID =
            "{'type': 'order.paid', 'mode': '%s', 'schema': {'type': 'object', 'required': ['paid'],"
                    + " 'properties': {'paid': {'type': 'boolean'}}}}";

    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.open(vectors);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void typesAreListedWithCountsAndWhatIsRegisteredAndInferred() {
        memory.answer("register_schema", PAID.formatted("enforce"));
        memory.answer(
                "ingest_event",
                "{'type': 'order.paid', 'subject': 'order/8', 'data': {'paid': false}}");

        var row = memory.answer("list_schemas", "{'type': 'order.paid'}").at("/items/0");

        assertThat(row.get("events").asInt()).isOne(); // the one of the seed is hidden
        assertThat(row.at("/registered/0/version").asInt()).isOne();
        assertThat(row.at("/registered/0/mode").stringValue()).isEqualTo("enforce");
        assertThat(row.at("/inferred/properties/paid/type").stringValue()).isEqualTo("boolean");
        assertThat(row.get("inferred_from").asInt()).isOne();
        assertThat(memory.call("list_schemas", "{}").text())
                .contains("memory.remembered 2 events; inferred from 2")
                .contains("registered v1 e11 enforce backward {\"type\":\"object\"");
    }

    @Test
    void olderVersionsComeOnRequest() {
        memory.answer("register_schema", PAID.formatted("enforce"));
        memory.answer("register_schema", PAID.formatted("warn"));

        var newest = memory.answer("list_schemas", "{'type': 'order.paid'}");
        var all = memory.answer("list_schemas", "{'type': 'order.paid', 'include_versions': true}");

        assertThat(newest.at("/items/0/registered")).hasSize(1);
        assertThat(newest.at("/items/0/registered/0/version").asInt()).isEqualTo(2);
        assertThat(all.at("/items/0/registered")).hasSize(2);
    }

    @Test
    void anEventThatDoesNotMatchIsRefusedWithItsPlace() {
        memory.answer("register_schema", PAID.formatted("enforce"));
        long end = memory.end();

        var refused =
                memory.call(
                        "ingest_event",
                        "{'type': 'order.paid', 'subject': 'order/7', 'data': {'paid': 'yes'}}");

        assertThat(refused.isError()).isTrue();
        assertThat(refused.text())
                .contains("/paid: found a text of 3 characters, wanted type \"boolean\"")
                .contains("list_schemas shows the schema");
        assertThat(memory.end()).isEqualTo(end);
    }

    @Test
    void aWarningStandsInTheAnswer() {
        memory.answer("register_schema", PAID.formatted("warn"));

        var answer = memory.call("ingest_event", "{'type': 'order.paid', 'subject': 'order/7'}");

        assertThat(answer.isError()).isFalse();
        assertThat(answer.text()).contains("warning: ", "/paid: found nothing");
        assertThat(answer.structured().get("warnings")).hasSize(1);
    }

    @Test
    void anIncompatibleVersionIsRefusedWithThePathThatBreaks() {
        memory.answer("register_schema", PAID.formatted("warn"));

        var refused =
                memory.call("register_schema", PAID.formatted("warn").replace("boolean", "string"));

        assertThat(refused.isError()).isTrue();
        assertThat(refused.text())
                .contains("not compatible with v1 of order.paid")
                .contains("backward: /properties/paid");
    }

    @Test
    void aDryRunTellsOfStoredEventsAndOfWhatBreaks() {
        memory.answer("register_schema", PAID.formatted("warn"));
        memory.answer(
                "ingest_event",
                "{'type': 'order.paid', 'subject': 'order/8', 'data': {'paid': true}}");

        var preview =
                memory.call(
                        "register_schema",
                        PAID.formatted("enforce")
                                .replace("boolean", "string")
                                .replace(
                                        "{'type': 'order.paid',",
                                        "{'type': 'order.paid', 'dry_run': true,"));

        assertThat(preview.isError()).as(preview.text()).isFalse();
        assertThat(preview.text())
                .contains("dry run, nothing registered: order.paid v2, mode enforce")
                .contains("it would be refused: ")
                .contains("1 of the 1 stored event checked do not match")
                .contains("e12 ");
    }
}
