package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Position;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompletionsTest {
    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void whatWasMetLastComesFirstAndEachOnce() {
        test.ingest("order/7", "order.placed", data -> {});
        test.ingest("order/70", "order.placed", data -> {});
        test.ingest("invoice/1", "invoice.sent", data -> {});
        test.ingest("order/7", "order.paid", data -> {});

        assertThat(complete(Vantage.NOW, there -> there.kinds("")))
                .containsExactly("invoice", "order");
        assertThat(complete(Vantage.NOW, there -> there.kinds("o"))).containsExactly("order");
        assertThat(complete(Vantage.NOW, there -> there.ids("order", "7")))
                .containsExactly("70", "7");
        assertThat(complete(Vantage.NOW, there -> there.ids("ord", ""))).isEmpty();
        assertThat(complete(Vantage.NOW, there -> there.events("")))
                .containsExactly("e4", "e3", "e2", "e1");
    }

    @Test
    void namesBeginInWhateverCase() {
        test.node("person", "Ada");
        test.node("place", "Adelaide");
        test.node("person", "Grace");

        assertThat(complete(Vantage.NOW, there -> there.names("AD")))
                .containsExactly("Adelaide", "Ada");
    }

    @Test
    void whatIsHiddenOrOfAnotherProjectOrLaterIsNotOffered() {
        test.ingest("order/7", "order.placed", data -> {});
        Position before = test.memory.position();
        test.ingest("secret/1", "secret.told", data -> {});
        test.memory.hide(
                new HideEvents(List.of(test.memory.position()), null, Scope.ALL, "r", Consent.GO),
                TestMemory.ADA);

        assertThat(complete(Vantage.NOW, there -> there.kinds("s"))).isEmpty();
        assertThat(complete(Vantage.NOW, there -> there.events("e2"))).isEmpty();
        assertThat(complete(Vantage.NOW.asOf(new AsOf.At(before)), there -> there.events("")))
                .containsExactly("e1");
    }

    @Test
    void noMoreThanOneOverTheLimitIsFound() {
        for (int i = 0; i < Completions.MOST + 5; i++) {
            test.ingest("order/" + i, "order.placed", data -> {});
        }

        assertThat(complete(Vantage.NOW, there -> there.ids("order", "")))
                .hasSize(Completions.MOST + 1);
    }

    private List<String> complete(Vantage vantage, Function<Completions, List<String>> completion) {
        return test.memory.read(vantage, reading -> completion.apply(new Completions(reading)));
    }
}
