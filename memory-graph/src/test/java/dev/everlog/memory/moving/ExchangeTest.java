package dev.everlog.memory.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.memory.MemoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {
    private static final byte[] TEXT = "tea".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path tenant;

    private Exchange exchange;

    @BeforeEach
    void open() {
        exchange = Exchange.of(tenant);
    }

    @Test
    void a_file_is_written_whole_for_its_owner_only_and_read_again() throws IOException {
        assertThat(exchange.write("a.jsonl", out -> out.write(TEXT))).isEqualTo(3);

        Path file = exchange.folder().resolve("a.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(exchange.folder())))
                .isEqualTo("rwx------");
        try (var in = exchange.input("a.jsonl").open()) {
            assertThat(in.readAllBytes()).isEqualTo(TEXT);
        }
        assertThat(exchange.folder()).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void nothing_is_overwritten() throws IOException {
        exchange.write("a.jsonl", out -> out.write(TEXT));

        assertThatThrownBy(() -> exchange.write("a.jsonl", out -> out.write(TEXT, 0, 1)))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.CONFLICT));
        assertThat(exchange.folder().resolve("a.jsonl")).hasBinaryContent(TEXT);
    }

    @Test
    void a_file_that_comes_meanwhile_is_not_overwritten_either() {
        Path file = exchange.folder().resolve("a.jsonl");

        assertThatThrownBy(() ->
                        exchange.write(
                                "a.jsonl",
                                out -> {
                                    out.write(TEXT, 0, 1);
                                    Files.write(file, TEXT);
                                }))
                .isInstanceOf(MemoryException.class);
        assertThat(file).hasBinaryContent(TEXT);
        assertThat(exchange.folder()).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void what_is_broken_off_leaves_nothing() {
        assertThatThrownBy(() ->
                        exchange.write(
                                "a.jsonl",
                                out -> {
                                    out.write(TEXT);
                                    throw new IOException("the disk is full");
                                }))
                .isInstanceOf(IOException.class);
        assertThat(exchange.folder()).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../log/mark",
                "/etc/passwd",
                "..",
                ".",
                "",
                ".hidden",
                "a/b",
                "a\\b",
                "C:x",
                "a b",
                "a\0b",
                "~root",
                "-rf",
                "ü.csv"
            })
    void a_name_with_a_way_in_it_is_refused(String name) {
        assertThatThrownBy(() -> exchange.input(name))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.INVALID));
        assertThatThrownBy(() -> exchange.write(name, out -> out.write(TEXT)))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.INVALID));
    }

    @Test
    void links_are_neither_read_nor_written_through() throws IOException {
        Path secret = Files.writeString(tenant.resolve("secret"), "key");
        Files.createDirectory(exchange.folder());
        Files.createSymbolicLink(exchange.folder().resolve("a.jsonl"), secret);

        assertThatThrownBy(() -> exchange.input("a.jsonl"))
                .hasMessageContaining("there is no plain file a.jsonl");
        assertThatThrownBy(() -> exchange.write("a.jsonl", out -> out.write(TEXT)))
                .hasMessageContaining("nothing is overwritten");
        assertThat(secret).hasContent("key");
    }

    @Test
    void a_folder_that_is_a_link_is_no_folder() throws IOException {
        Path elsewhere = Files.createDirectory(tenant.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("a.jsonl"), "key");
        Files.createSymbolicLink(exchange.folder(), elsewhere);

        assertThatThrownBy(() -> exchange.input("a.jsonl")).isInstanceOf(MemoryException.class);
        assertThatThrownBy(() -> exchange.write("b.jsonl", out -> out.write(TEXT)))
                .isInstanceOf(MemoryException.class);
        assertThat(elsewhere.resolve("b.jsonl")).doesNotExist();
    }

    @Test
    void who_names_a_file_that_is_not_there_is_told_which_are() throws IOException {
        exchange.write("b.csv", out -> out.write(TEXT));
        exchange.write("a.jsonl", out -> out.write(TEXT));

        assertThatThrownBy(() -> exchange.input("c.csv"))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.hint()).isEqualTo("there are: a.jsonl, b.csv"));
    }
}
