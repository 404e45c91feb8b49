package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import org.junit.jupiter.api.Test;

class EventTextTest {
    @Test
    void an_event_is_searched_by_its_type_and_every_string_of_its_data_in_order() {
        try (TestMemory test = new TestMemory()) {
            test.ingest(
                    "order/7",
                    "order.paid",
                    data -> {
                        data.putObject("customer").put("name", "Acme").put("age", 7);
                        data.put("total", 40.5).put("gift", true).putNull("note");
                        data.putArray("items").add("tea").addObject().put("sku", "cup-3");
                    });
            test.ingest("order/7", "order.closed", data -> data.put("total", 40));

            assertThat(text(test, 1)).isEqualTo("order.paid: Acme; tea; cup-3");
            assertThat(text(test, 2)).isEqualTo("order.closed");
        }
    }

    @Test
    void the_text_of_a_memory_is_what_recall_indexes() {
        try (TestMemory test = new TestMemory()) {
            test.remember("Ada likes tea");
            test.memory.remember(
                    new Remember(
                            "so do I",
                            null,
                            null,
                            null,
                            null,
                            "Bob",
                            null,
                            Validity.ALWAYS,
                            null,
                            null),
                    TestMemory.ADA);

            assertThat(text(test, 1)).isEqualTo("Ada likes tea");
            assertThat(text(test, test.memory.position().value()))
                    .isEqualTo("Bob: so do I")
                    .isEqualTo(test.memory.texts(1, 1).getFirst().indexed());
        }
    }

    @Test
    void of_an_erased_event_only_the_type_is_left() {
        try (TestMemory test = new TestMemory()) {
            test.ingest("order/7", "order.paid", data -> data.put("by", "Ada"));
            test.remember("Ada likes tea");

            assertThat(EventText.of(event(test, 1).erased())).isEqualTo("order.paid");
            assertThat(EventText.of(event(test, 2).erased())).isEqualTo("memory.remembered");
        }
    }

    @Test
    void a_very_long_text_is_cut_where_that_of_a_memory_ends() {
        try (TestMemory test = new TestMemory()) {
            test.ingest(
                    "doc/1", "doc.read", data -> data.put("body", "x".repeat(Remember.MAX_TEXT)));

            assertThat(text(test, 1)).hasSize(Remember.MAX_TEXT);
        }
    }

    private static String text(TestMemory test, long position) {
        return EventText.of(event(test, position));
    }

    private static StoredEvent event(TestMemory test, long position) {
        return test.memory.eventsAfter(new Position(position - 1), 1).getFirst();
    }
}
