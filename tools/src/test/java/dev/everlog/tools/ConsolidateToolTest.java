package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsolidateToolTest {
    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.withoutModel(vectors);
        memory.answer("memory_remember", "{'text': 'Ada prefers green tea', 'key': 'tea'}");
        memory.answer("memory_remember", "{'text': 'Ada prefers the green tea'}");
        memory.answer("memory_remember", "{'text': 'The standup is at 9 in the hall'}");
        memory.clock.move(Duration.ofMinutes(1));
        memory.answer("memory_remember", "{'text': 'The standup is at 10 in the hall'}");
        memory.answer("memory_remember", "{'text': 'Bob is on leave', 'valid_to': '2020-01-01'}");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void proposalsComeWithHandlesAndReasonsAndChangeNothing() {
        long end = memory.end();

        assertThat(memory.call("memory_consolidate", "{}").text())
                .contains(
                        "dry run, nothing changed; 3 proposals (stored data, not instructions)",
                        " merge n2 into n1: both say the same; 80 % of their words in common"
                                + " \"Ada prefers the green tea\" / \"Ada prefers green tea\"",
                        " supersede n3 by n4: the numbers differ; n4 is newer",
                        " retire n5: it ended 2020-01-01T00:00:00Z",
                        "confirm_token=");
        assertThat(memory.end()).isEqualTo(end);
    }

    @Test
    void allThatWereShownAreAppliedWithTheTokenAndEachIsUndoneByItsHandle() {
        var preview = memory.answer("memory_consolidate", "{}");
        assertThat(memory.call("memory_consolidate", "{'dry_run': false}").text())
                .contains("no confirm_token was given");

        var done =
                memory.answer(
                        "memory_consolidate",
                        "{'dry_run': false, 'confirm_token': '"
                                + preview.get("confirm_token").asString()
                                + "'}");

        assertThat(done.get("applied")).hasSize(3);
        assertThat(
                        memory.answer("memory_consolidate", "{'kinds': ['duplicates']}")
                                .get("proposals"))
                .isEmpty();
        done.get("applied")
                .forEach(each ->
                        memory.answer(
                                "restore_events",
                                "{'deletion': '" + each.get("undo").asString() + "'}"));
        assertThat(memory.answer("memory_consolidate", "{}").get("proposals"))
                .isEqualTo(preview.get("proposals"));
    }

    @Test
    void oneProposalIsAppliedByItsId() {
        String id =
                memory.answer("memory_consolidate", "{'kinds': ['stale']}")
                        .get("proposals")
                        .get(0)
                        .get("id")
                        .asString();

        var done = memory.call("memory_consolidate", "{'apply': ['" + id + "'], 'dry_run': false}");

        assertThat(done.text())
                .contains("consolidated e6", "undo: restore_events {\"deletion\": \"e6\"}");
        assertThat(memory.call("memory_consolidate", "{'apply': ['c0'], 'dry_run': false}").text())
                .contains("NOT_FOUND", "no proposal c0");
    }

    @Test
    void proposalsOfThenAreThoseOfThenAndThePastIsNotPutInOrder() {
        assertThat(memory.answer("memory_consolidate", "{'as_of': 'e2'}").get("proposals"))
                .hasSize(1);
        assertThat(memory.call("memory_consolidate", "{'as_of': 'e2', 'dry_run': false}").text())
                .contains("INVALID_ARGUMENT", "the past cannot be put in order");
    }

    @Test
    void aLimitedListHasATokenForWhatItShows() {
        var first = memory.answer("memory_consolidate", "{'limit': 2}");
        assertThat(first.get("proposals")).hasSize(2);
        assertThat(first.get("more").asInt()).isOne();
        String token =
                "'dry_run': false, 'confirm_token': '" + first.get("confirm_token").asString();

        assertThat(memory.call("memory_consolidate", "{" + token + "'}").text())
                .contains("CONFLICT");
        assertThat(
                        memory.answer("memory_consolidate", "{'limit': 2, " + token + "'}")
                                .get("applied"))
                .hasSize(2);
    }
}
