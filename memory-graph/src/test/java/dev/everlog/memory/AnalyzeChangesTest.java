package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.AnalyzeChanges.Change;
import dev.everlog.memory.Difference.Op;
import java.util.List;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class AnalyzeChangesTest {
    private static final String ORDER = "order/7";

    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    private Position tell(Writer writer, String data) {
        Ingest.Item item =
                new Ingest.Item(
                        null,
                        "order.changed",
                        ORDER,
                        (ObjectNode) Json.MAPPER.readTree(data),
                        null,
                        null,
                        null,
                        null);
        return test.memory.ingest(new Ingest(List.of(item)), writer).receipt().last();
    }

    private AnalyzeChanges.Result changes(long from, long to) {
        return new AnalyzeChanges(ORDER, null, new Position(from), new Position(to))
                .in(test.memory, Vantage.NOW);
    }

    @Test
    void each_difference_is_as_deep_as_it_can_be_and_has_the_event_and_the_actor_that_made_it() {
        tell(ADA, "{\"total\": 40, \"to\": {\"city\": \"Oslo\", \"zip\": 1}, \"old\": true}");
        tell(Writer.of("bob"), "{\"to\": {\"city\": \"Rome\"}}");
        tell(ADA, "{\"old\": null, \"paid\": true}");
        tell(Writer.of("eve"), "{\"total\": 40}"); // changes nothing

        assertThat(changes(1, 4).changes())
                .extracting(
                        change -> change.difference().op(),
                        change -> change.difference().path(),
                        change -> change.by().value(),
                        Change::actor)
                .containsExactlyInAnyOrder(
                        Tuple.tuple(Op.REPLACE, "/to/city", 2L, "bob"),
                        Tuple.tuple(Op.REMOVE, "/old", 3L, "ada"),
                        Tuple.tuple(Op.ADD, "/paid", 3L, "ada"));
    }

    @Test
    void the_last_of_several_changes_of_a_value_is_the_one_that_made_it() {
        tell(ADA, "{\"total\": 1}");
        tell(ADA, "{\"total\": 2}");
        tell(Writer.of("bob"), "{\"total\": 3}");

        assertThat(changes(1, 3).changes()).extracting(Change::actor).containsExactly("bob");
        assertThat(changes(1, 2).changes()).extracting(Change::actor).containsExactly("ada");
        assertThat(changes(3, 3).changes()).isEmpty();
    }

    @Test
    void what_hides_an_event_made_the_change_that_comes_of_it() {
        tell(ADA, "{\"total\": 1}");
        Position wrong = tell(ADA, "{\"total\": 2}");
        test.memory.hide(
                new HideEvents(List.of(wrong), null, Scope.ALL, "a test", Consent.GO),
                Writer.of("bob"));

        Change change = changes(2, 3).changes().getFirst();
        assertThat(change.difference().after()).isEqualTo(Json.MAPPER.readTree("1"));
        assertThat(change.by()).isEqualTo(new Position(3));
        assertThat(change.actor()).isEqualTo("bob");
    }

    @Test
    void filters_name_the_subjects_that_changed() {
        test.ingest("order/1", "order.placed", data -> data.put("total", 1));
        test.ingest("order/2", "order.placed", data -> data.put("total", 1));
        test.ingest("order/1", "order.paid", data -> data.put("paid", true));
        test.ingest("user/1", "user.seen", data -> data.put("seen", true));
        EventQuery orders =
                new EventQuery(List.of(), List.of("order.*"), List.of(), null, null, null, null);
        AnalyzeChanges.Result result =
                new AnalyzeChanges(null, orders, new Position(1), new Position(4))
                        .in(test.memory, Vantage.NOW);

        assertThat(result.changes())
                .extracting(Change::subject, change -> change.difference().path())
                .containsExactly(Tuple.tuple("order/2", "/total"), Tuple.tuple("order/1", "/paid"));
        assertThat(result.subjects()).isEqualTo(2);
        assertThat(result.cut()).isFalse();
    }

    @Test
    void many_subjects_are_cut_and_that_is_said() {
        for (int i = 0; i <= AnalyzeChanges.MAX_SUBJECTS; i++) {
            test.ingest("order/" + i, "order.placed", data -> data.put("total", 1));
        }
        AnalyzeChanges.Result result =
                new AnalyzeChanges(null, EventQuery.ALL, Position.NONE, test.memory.position())
                        .in(test.memory, Vantage.NOW);
        assertThat(result.subjects()).isEqualTo(AnalyzeChanges.MAX_SUBJECTS);
        assertThat(result.cut()).isTrue();
    }

    @Test
    void what_cannot_be_compared_is_refused() {
        tell(ADA, "{\"total\": 1}");
        assertThatThrownBy(() -> changes(1, 0)).hasMessageContaining("from e1 is after to e0");
        assertThatThrownBy(() -> new AnalyzeChanges(null, null, Position.NONE, Position.NONE))
                .hasMessageContaining("give a subject");
        assertThatThrownBy(() ->
                        new AnalyzeChanges("order/8", null, Position.NONE, new Position(1))
                                .in(test.memory, Vantage.NOW))
                .hasMessageContaining("no visible event about order/8");
    }

    @Test
    void differences_applied_to_the_old_value_give_the_new_one() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            ObjectNode before = object(random, 3);
            ObjectNode after = random.nextBoolean() ? object(random, 3) : before.deepCopy();
            after.setAll(object(random, 2));
            ObjectNode patched = before.deepCopy();
            Difference.between(before, after).forEach(one -> apply(patched, one));
            assertThat(patched).as("seed %d", seed).isEqualTo(after);
            assertThat(Difference.between(after, after)).isEmpty();
        }
    }

    /** As RFC 6902 says, written anew for this test. */
    private static void apply(ObjectNode target, Difference one) {
        int cut = one.path().lastIndexOf('/');
        JsonNode parent = target.at(one.path().substring(0, cut));
        String name = one.path().substring(cut + 1).replace("~1", "/").replace("~0", "~");
        JsonNode value = one.after() == null ? null : one.after().deepCopy();
        if (parent instanceof ArrayNode list) {
            int index = Integer.parseInt(name);
            switch (one.op()) {
                case ADD -> list.insert(index, value);
                case REMOVE -> list.remove(index);
                case REPLACE -> list.set(index, value);
            }
        } else if (parent instanceof ObjectNode object) {
            assertThat(object.has(name)).isEqualTo(one.op() != Op.ADD);
            if (one.op() == Op.REMOVE) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        }
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = Json.empty();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.set(
                    List.of("a", "b/c", "d~e", "", "~1").get(random.nextInt(5)),
                    any(random, depth));
        }
        return object;
    }

    private static JsonNode any(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> Json.MAPPER.readTree(Integer.toString(random.nextInt(3)));
            case 1 -> Json.MAPPER.readTree("\"text\"");
            case 2 -> Json.MAPPER.readTree("null");
            case 3 -> object(random, depth - 1);
            default -> {
                ArrayNode list = Json.MAPPER.createArrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(any(random, depth - 1));
                }
                yield list;
            }
        };
    }
}
