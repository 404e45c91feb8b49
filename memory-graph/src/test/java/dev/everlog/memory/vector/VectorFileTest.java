package dev.everlog.memory.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.everlog.embeddings.Embedder;
import dev.everlog.embeddings.EmbeddingModel;
import dev.everlog.embeddings.HashingEmbedder;
import dev.everlog.embeddings.Vector;
import dev.everlog.memory.vector.VectorFileException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Embedder EMBEDDER = new HashingEmbedder(64);
    private static final int RECORD = 24 + 4 * 64;

    @TempDir Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void chooseFile() {
        file = directory.resolve("hashing.vectors");
    }

    @Test
    void what_was_put_is_there_after_reopening_bit_by_bit() {
        try (VectorFile vectors = open()) {
            put(vectors, "one", "two", "three");
        }
        try (VectorFile vectors = open()) {
            assertThat(vectors.size()).isEqualTo(3);
            assertThat(vectors.get(TextKey.of("two"))).contains(EMBEDDER.embed("two"));
            assertThat(vectors.get(TextKey.of("four"))).isEmpty();
        }
    }

    @Test
    void a_text_is_kept_once() throws IOException {
        try (VectorFile vectors = open()) {
            put(vectors, "one");
            assertThat(vectors.put(TextKey.of("one"), EMBEDDER.embed("one"))).isFalse();
        }
        assertThat(Files.size(file)).isEqualTo(VectorFileFormat.HEADER_BYTES + RECORD);
    }

    @Test
    void a_torn_end_is_cut_when_opened() throws IOException {
        try (VectorFile vectors = open()) {
            put(vectors, "one", "two");
        }
        truncate(VectorFileFormat.HEADER_BYTES + RECORD + RECORD / 2);

        try (VectorFile vectors = open()) {
            assertThat(vectors.size()).isEqualTo(1);
            assertThat(vectors.damaged()).isZero();
            put(vectors, "three");
            assertThat(vectors.get(TextKey.of("three"))).contains(EMBEDDER.embed("three"));
        }
    }

    @Test
    void a_torn_header_is_begun_again() throws IOException {
        try (VectorFile vectors = open()) {
            put(vectors, "one");
        }
        truncate(40);

        try (VectorFile vectors = open()) {
            assertThat(vectors.size()).isZero();
            put(vectors, "two");
        }
    }

    @Test
    void every_flipped_byte_of_a_record_is_noticed_and_costs_that_record_only() throws IOException {
        try (VectorFile vectors = open()) {
            put(vectors, "one", "two", "three");
        }
        for (int offset = 0; offset < RECORD; offset++) {
            flip(VectorFileFormat.HEADER_BYTES + RECORD + offset);
            try (VectorFile vectors = open()) {
                assertThat(vectors.damaged()).isEqualTo(1);
                assertThat(vectors.get(TextKey.of("two"))).isEmpty();
                assertThat(vectors.get(TextKey.of("three"))).isPresent();
            }
            flip(VectorFileFormat.HEADER_BYTES + RECORD + offset);
        }
    }

    @Test
    void damage_after_opening_is_noticed_when_read_and_healed_by_the_next_put() throws IOException {
        try (VectorFile vectors = open()) {
            put(vectors, "one");
            flip(VectorFileFormat.HEADER_BYTES + 50);

            assertThat(vectors.get(TextKey.of("one"))).isEmpty();
            assertThat(vectors.damaged()).isEqualTo(1);

            put(vectors, "one");
            assertThat(vectors.get(TextKey.of("one"))).contains(EMBEDDER.embed("one"));
        }
    }

    @Test
    void another_model_a_newer_format_and_a_foreign_file_are_told_apart() throws IOException {
        open().close();
        EmbeddingModel other = new HashingEmbedder(32).model();
        assertRefused(Kind.OTHER_MODEL, other);

        flip(11); // the last byte of the version
        assertRefused(Kind.NEWER_FORMAT, EMBEDDER.model());

        Files.writeString(file, "x".repeat(500));
        assertRefused(Kind.NOT_A_VECTOR_FILE, EMBEDDER.model());
        assertThat(file).hasContent("x".repeat(500));
    }

    @Test
    void a_vector_of_other_dimensions_is_refused() {
        try (VectorFile vectors = open()) {
            Vector wrong = new HashingEmbedder(32).embed("one");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> vectors.put(TextKey.of("one"), wrong));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void only_the_owner_may_read_it() throws IOException {
        open().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void waiting_for_the_lock_has_a_deadline() throws IOException {
        open().close();
        try (VectorFile vectors = VectorFile.open(file, EMBEDDER.model(), Duration.ofMillis(50));
                FileChannel other =
                        FileChannel.open(
                                directory.resolve("hashing.vectors.lock"),
                                StandardOpenOption.WRITE);
                FileLock _ = other.lock()) {
            assertThatExceptionOfType(VectorFileException.class)
                    .isThrownBy(() -> put(vectors, "one"))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.LOCKED));
        }
    }

    @Test
    void two_processes_that_write_at_the_same_time_keep_everything() throws Exception {
        try (VectorFile vectors = open()) {
            Process other =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Other.class.getName(),
                                    file.toString())
                            .inheritIO()
                            .start();
            int round = 0;
            while (other.isAlive() || round < 200) {
                put(vectors, "ours " + round++);
            }
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isZero();

            vectors.refresh();
            assertThat(vectors.size()).isEqualTo(200 + round);
            assertThat(vectors.damaged()).isZero();
            for (int i = 0; i < 200; i++) {
                assertThat(vectors.get(TextKey.of("theirs " + i)))
                        .contains(EMBEDDER.embed("theirs " + i));
            }
        }
    }

    /// The second process: puts 200 vectors.
    static final class Other {

        private Other() {}

        public static void main(String[] arguments) {
            try (VectorFile vectors =
                    VectorFile.open(Path.of(arguments[0]), EMBEDDER.model(), PATIENCE)) {
                for (int i = 0; i < 200; i++) {
                    put(vectors, "theirs " + i);
                }
            }
        }
    }

    private VectorFile open() {
        return VectorFile.open(file, EMBEDDER.model(), PATIENCE);
    }

    private static void put(VectorFile vectors, String... texts) {
        for (String text : List.of(texts)) {
            if (!vectors.put(TextKey.of(text), EMBEDDER.embed(text))) {
                throw new AssertionError(text + " was there already");
            }
        }
    }

    private void assertRefused(Kind kind, EmbeddingModel model) {
        assertThatExceptionOfType(VectorFileException.class)
                .isThrownBy(() -> VectorFile.open(file, model, PATIENCE))
                .withMessageContaining(file.toString())
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private void flip(long offset) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            int old = bytes.read();
            bytes.seek(offset);
            bytes.write(old ^ 0x42);
        }
    }

    private void truncate(long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }
}
