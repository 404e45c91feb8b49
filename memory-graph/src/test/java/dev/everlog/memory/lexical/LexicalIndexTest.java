package dev.everlog.memory.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexicalIndexTest {

    private static final int ALL = Integer.MAX_VALUE;

    private final LexicalIndex index = new LexicalIndex();

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void a_text_is_found_by_the_next_search() {
        index.add(0, "Ada prefers tea");
        assertThat(found("tea")).containsExactly(0);

        index.add(1, "Ben brought a teapot full of tea, tea and tea");
        assertThat(found("tea")).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void endings_capitals_accents_and_possessives_do_not_matter() {
        index.add(0, "Ada's cats visited the CAFÉ");

        assertThat(found("ada")).containsExactly(0);
        assertThat(found("visiting a cat")).containsExactly(0);
        assertThat(found("cafe")).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    the parcel of ORD-1234 was lost    | ord-1234
                    the parcel of ORD-1234 was lost    | 1234
                    call foo_bar.baz() first           | foo_bar.baz
                    call foo_bar.baz() first           | baz
                    call foo_bar.baz() first           | foo
                    write to ada@example.org, please   | ada@example.org
                    write to ada@example.org, please   | example
                    see /etc/nginx/nginx.conf          | /etc/nginx/nginx.conf
                    see /etc/nginx/nginx.conf          | nginx.conf
                    https://everlog.dev/docs?a=b#intro | https://everlog.dev/docs?a=b#intro
                    https://everlog.dev/docs?a=b#intro | everlog
                    maxRetryCount is three             | maxRetryCount
                    maxRetryCount is three             | retry
                    version 2.14.3 is out              | 2.14.3
                    """)
    void identifiers_are_found_whole_and_by_their_parts(String text, String question) {
        index.add(0, text);
        index.add(1, "something else entirely");

        assertThat(found(question)).containsExactly(0);
    }

    @Test
    void the_whole_identifier_wins_over_its_scattered_parts() {
        index.add(0, "order 1234, order 1234, ord 1234 and 1234 again");
        index.add(
                1, "a long text about many things, in which ORD-1234 is mentioned by the way once");
        IntStream.range(2, 50)
                .forEach(i -> index.add(i, "order number " + i + " in a queue of orders"));

        assertThat(found("where is ORD-1234?").getFirst()).isEqualTo(1);
    }

    @Test
    void chinese_japanese_and_korean_are_found_without_blanks() {
        index.add(0, "我喜欢喝绿茶");
        index.add(1, "東京タワーに登った");
        index.add(2, "서울에서 만났다");

        assertThat(found("绿茶").getFirst()).isZero();
        assertThat(found("茶")).containsExactly(0);
        assertThat(found("東京")).containsExactly(1);
        assertThat(found("서울")).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"",
                "tea AND (",
                "a/b\\c",
                "*",
                "te~ ^2 +x -y",
                "field:tea",
                "[a TO z}",
                "\0",
                "\uD800",
                "a\uDC00b",
                "😀",
                "''''",
                "???",
                "NOT",
                "&&||!"
            })
    void any_text_is_a_question_and_a_memory(String text) {
        assertThatCode(
                        () -> {
                            index.search(text, 10, ALL, LexicalIndexTest::everything);
                            index.add(0, text);
                            index.search(text, 10, ALL, LexicalIndexTest::everything);
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void a_question_of_ten_thousand_words_is_answered_from_its_first_ones() {
        index.add(0, "w5 is here");
        index.add(1, "w9999 is here");
        String question =
                IntStream.range(0, 10_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));

        assertThat(found(question)).containsExactly(0);
    }

    @Test
    void very_long_words_are_safe() {
        String url = "https://example.org/" + "x".repeat(100_000);
        index.add(0, url);

        assertThat(found(url)).containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!", "Ab", "a.", "- ", "__a"})
    void a_megabyte_of_anything_takes_no_more_than_linear_time(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    index.add(0, text);
                    index.search(text, 10, ALL, LexicalIndexTest::everything);
                });
    }

    @Test
    void k_visible_ones_are_found_if_there_are_k() {
        IntStream.range(0, 2_000)
                .forEach(i -> index.add(i, "tea number " + i + (i % 3 == 0 ? " tea tea" : "")));

        List<LexicalHit> hits =
                index.search("tea", 10, ALL, ordinal -> ordinal % 199 == 1); // 11 of them

        assertThat(hits)
                .hasSize(10)
                .extracting(LexicalHit::ordinal)
                .allMatch(ordinal -> ordinal % 199 == 1);
        assertThat(hits)
                .extracting(LexicalHit::score)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void a_filter_changes_neither_scores_nor_order() {
        IntStream.range(0, 500)
                .forEach(i ->
                        index.add(i, "tea ".repeat(i % 7 + 1) + "and biscuits ".repeat(i % 5)));
        IntPredicate even = ordinal -> ordinal % 2 == 0;

        List<LexicalHit> filtered = index.search("tea biscuits", 20, ALL, even);
        List<LexicalHit> all = index.search("tea biscuits", 500, ALL, LexicalIndexTest::everything);

        assertThat(filtered)
                .isEqualTo(all.stream().filter(hit -> even.test(hit.ordinal())).limit(20).toList());
    }

    @Test
    void among_equals_the_one_added_first_comes_first() {
        IntStream.range(0, 3_000)
                .forEach(i -> {
                    index.add(i, "the same words");
                    if (i % 500 == 0) {
                        found("words"); // many segments, which get merged
                    }
                });

        assertThat(index.search("words", 5, ALL, ordinal -> ordinal > 700))
                .extracting(LexicalHit::ordinal)
                .containsExactly(701, 702, 703, 704, 705);
    }

    @Test
    void a_word_weighs_what_it_weighed_when_there_were_fewer_texts() {
        List<String> texts =
                IntStream.range(0, 300)
                        .mapToObj(
                                i -> "tea ".repeat(i % 3) + "and ORD-" + i + " for guest " + i % 7)
                        .toList();
        texts.forEach(text -> index.add(texts.indexOf(text), text));
        for (int end : new int[] {1, 2, 99, 299}) {
            try (LexicalIndex shorter = new LexicalIndex()) {
                IntStream.range(0, end).forEach(i -> shorter.add(i, texts.get(i)));
                for (String question : List.of("tea", "guest ORD-5", "ORD-299", "tea for ORD 1")) {
                    assertThat(index.search(question, 50, end, ordinal -> ordinal < end))
                            .as("%s before text %d", question, end)
                            .isEqualTo(
                                    shorter.search(
                                            question, 50, ALL, LexicalIndexTest::everything));
                }
            }
        }
    }

    @Test
    void texts_are_taken_in_one_after_the_other() {
        index.add(0, "tea");

        assertThatThrownBy(() -> index.add(2, "coffee")).hasMessage("text 1 is the next, not 2");
    }

    @Test
    void asking_for_none_gives_none() {
        index.add(0, "tea");

        assertThat(index.search("tea", 0, ALL, LexicalIndexTest::everything)).isEmpty();
    }

    @Test
    void searches_beside_an_adder_see_all_that_was_added_before() throws Exception {
        CountDownLatch added = new CountDownLatch(500);
        Thread adder =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 0; i < 500; i++) {
                                index.add(i, "tea number n" + i);
                                added.countDown();
                            }
                        });
        while (!added.await(1, TimeUnit.MILLISECONDS)) {
            int atLeast = 500 - (int) added.getCount();
            assertThat(index.search("tea", 1_000, ALL, LexicalIndexTest::everything))
                    .hasSizeGreaterThanOrEqualTo(atLeast);
        }
        adder.join(10_000);
        assertThat(index.search("tea", 1_000, ALL, LexicalIndexTest::everything)).hasSize(500);
    }

    @Test
    void no_thread_is_started() {
        index.add(0, "tea");
        found("tea");

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("Lucene"));
    }

    private List<Integer> found(String question) {
        return index.search(question, 10, ALL, LexicalIndexTest::everything).stream()
                .map(LexicalHit::ordinal)
                .toList();
    }

    private static boolean everything(int ordinal) {
        return ordinal >= 0;
    }
}
