package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TouchedTest {
    private static final int OPERATIONS = 120;
    private static final int SPANS = 60;

    @Test
    void whateverLooksDifferentAfterASpanOfTheLogWasTouchedInIt() {
        var random = new Random(FaultRounds.SEED);
        int differences = 0;
        try (TestMemory test = new TestMemory()) {
            RandomLife.live(test, random, OPERATIONS);
            long end = test.memory.position().value();
            for (int span = 0; span < SPANS; span++) {
                Position from = new Position(random.nextLong(end));
                Position to = new Position(Math.min(end, from.value() + 1 + random.nextInt(10)));
                Touched touched = touched(test, from, to);
                for (int node = 1; node <= test.memory.read(at(to), Reading::nodes); node++) {
                    if (!look(test, node, from).equals(look(test, node, to))) {
                        differences++;
                        assertThat(touched.nodes())
                                .as("n%s, %s to %s", node, from, to)
                                .contains(node);
                    }
                }
                for (String subject : subjects(test)) {
                    if (!state(test, subject, from).equals(state(test, subject, to))) {
                        differences++;
                        assertThat(touched.subjects()).as("%s to %s", from, to).contains(subject);
                    }
                }
            }
        }
        assertThat(differences).as("a check that checks nothing").isGreaterThan(SPANS);
    }

    @Test
    void anEventIsTouchedWhenItIsHiddenAndWhenItIsRestored() {
        try (TestMemory test = new TestMemory()) {
            test.ingest("order/7", "order.paid", data -> {});
            Position paid = test.memory.position();
            test.memory.hide(
                    new HideEvents(List.of(paid), null, Scope.ALL, "r", Consent.GO),
                    TestMemory.ADA);
            Position hidden = test.memory.position();
            test.memory.restore(
                    new RestoreEvents(null, List.of(paid), null, Scope.ALL, "r", Consent.GO),
                    TestMemory.ADA);

            assertThat(touched(test, paid, hidden).events()).containsExactly(paid);
            assertThat(touched(test, hidden, test.memory.position()).events())
                    .containsExactly(paid);
            assertThat(touched(test, Position.NONE, paid).events()).isEmpty();
        }
    }

    @Test
    void aLongSpanIsLookedAtInParts() {
        try (TestMemory test = new TestMemory()) {
            List<Ingest.Item> items = new ArrayList<>();
            for (int i = 0; i < Ingest.MAX_EVENTS; i++) {
                items.add(TestMemory.item("order/" + i, "order.paid", data -> {}));
            }
            for (int written = 0; written <= Touched.MOST; written += items.size()) {
                test.memory.ingest(new Ingest(items), TestMemory.ADA);
            }

            Touched first = test.memory.read(Vantage.NOW, now -> Touched.after(now, Position.NONE));

            assertThat(first.through()).isEqualTo(new Position(Touched.MOST));
            Touched second =
                    test.memory.read(Vantage.NOW, now -> Touched.after(now, first.through()));
            assertThat(second.through()).isEqualTo(test.memory.position());
        }
    }

    private static Touched touched(TestMemory test, Position from, Position to) {
        return test.memory.read(at(to), then -> Touched.after(then, from));
    }

    private static Vantage at(Position position) {
        return Vantage.NOW.asOf(new AsOf.At(position));
    }

    /** A node and what is next to it. */
    private static String look(TestMemory test, int node, Position position) {
        return test.memory.read(
                at(position),
                then -> {
                    if (node > then.nodes() || !then.showsNode(node)) {
                        return "";
                    }
                    var links = new TreeSet<String>();
                    then.links(
                            node,
                            (other, relation, weight, outgoing) ->
                                    links.add(other + relation + weight + then.name(other)));
                    return then.node(node).toString() + links;
                });
    }

    private static List<String> subjects(TestMemory test) {
        return test.memory.read(Vantage.NOW, now -> now.states().index().subjects().all());
    }

    private static String state(TestMemory test, String subject, Position position) {
        try {
            var asked = new Reconstruct(subject, Reconstruct.Merge.DEEP, false);
            return test.memory.reconstruct(asked, at(position)).state().toString();
        } catch (MemoryException e) {
            return "";
        }
    }
}
