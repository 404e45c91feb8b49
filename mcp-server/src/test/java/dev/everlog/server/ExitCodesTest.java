package dev.everlog.server;

import static dev.everlog.server.CommandLine.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.memory.Memory;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Tenants;
import dev.everlog.memory.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each exit code that docs/reference/exit-codes.md tells of, provoked. */
class ExitCodesTest {
    private static final Path TABLE = Path.of("../docs/reference/exit-codes.md");

    @TempDir private Path directory;

    private final Set<String> provoked = new TreeSet<>();
    private final List<String> wrong = new ArrayList<>();

    @BeforeEach
    void remember() throws IOException {
        for (String name : List.of("sound", "damaged", "torn", "newer")) {
            try (Tenants tenants =
                    Wiring.tenants(new DataOptions(Map.of("EVERLOG_DATA", at(name))).config())) {
                Memory memory = tenants.open(Wiring.TENANT);
                memory.remember(Remember.text("Ada prefers tea"), Writer.of("tester"));
                memory.remember(Remember.text("Bob prefers ink"), Writer.of("tester"));
            }
        }
        byte[] frames = Files.readAllBytes(frames("damaged"));
        frames[100] ^= 1;
        Files.write(frames("damaged"), frames);
        tear();
        Files.writeString(log("newer").resolve("format"), "everlog log, format 99\n");
    }

    /** What a writer leaves that dies in the middle of a frame. */
    private void tear() throws IOException {
        byte[] frames = Files.readAllBytes(frames("torn"));
        int end = frames.length;
        while (frames[end - 1] == 0) {
            end--;
        }
        for (int at = end + 8; at < end + 40; at++) {
            frames[at] = 1;
        }
        Files.write(frames("torn"), frames);
    }

    private Path log(String memory) {
        return Wiring.logDirectory(directory.resolve(memory));
    }

    private Path frames(String memory) {
        return log(memory).resolve("generations/00000000000000000001.frames");
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    private void expect(int code, String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(options));
        int ended = run(Map.of(), arguments.toArray(String[]::new));
        if (ended != code) {
            wrong.add(String.join(" ", arguments) + " ended with " + ended + ", not " + code);
        }
        if (code != 0) {
            provoked.add(command + " " + code);
        }
    }

    @Test
    void every_documented_code_is_what_the_command_ends_with() throws Exception {
        looking();
        moving();
        backups();
        changing();
        assertThat(wrong).isEmpty();
        assertThat(provoked).isEqualTo(documented());
    }

    private void looking() {
        expect(2, "serve", "--http", "--port", "70000", "--data", at("sound"));
        expect(2, "serve", "--http", "--host", "0.0.0.0", "--data", at("sound"));
        for (String command : List.of("verify", "digest", "doctor")) {
            expect(0, command, "--data", at("sound"));
            expect(1, command, "--data", at("newer"));
        }
        expect(1, "verify", "--data", at("nowhere"));
        expect(2, "verify", "--data", at("torn"));
        expect(3, "verify", "--data", at("damaged"));
        expect(2, "digest", "--data", at("nowhere"));
        expect(3, "digest", "--data", at("damaged"));
        expect(1, "doctor", "--data", at("damaged"));
        expect(2, "config", "--durability", "always");
        provoked.remove("config 2"); // as everywhere
        for (String command : List.of("config", "completion", "version", "--help")) {
            expect(0, command);
        }
        expect(0, "print-config", "--client", "cursor");
    }

    private void moving() throws IOException {
        String file = at("events.jsonl");
        expect(0, "export", "--data", at("sound"), "--to", file);
        expect(1, "export", "--data", at("sound"), "--to", at("no/such/directory"));
        expect(2, "export", "--data", at("sound"), "--to", file);
        expect(2, "export", "--data", at("nowhere"));
        expect(3, "export", "--data", at("damaged"), "--to", at("damaged.jsonl"));

        expect(0, "import", file, "--data", at("imported"));
        expect(1, "import", file, "--data", at("newer"));
        expect(2, "import", at("nowhere"), "--data", at("imported"));
        expect(2, "import", file, "--data", at("torn"));
        Path cut = directory.resolve("cut.jsonl");
        Files.writeString(cut, Files.readAllLines(Path.of(file)).getFirst());
        expect(3, "import", cut.toString(), "--data", at("cut"));

        expect(0, "salvage", "--data", at("sound"), "--to", at("salvaged"));
        expect(1, "salvage", "--data", at("newer"), "--to", at("none"));
        expect(2, "salvage", "--data", at("sound"), "--to", at("salvaged"));
        expect(3, "salvage", "--data", at("damaged"), "--to", at("rest"));
    }

    private void backups() throws IOException {
        expect(0, "backup", "--data", at("sound"), "--to", at("backups"));
        expect(1, "backup", "--data", at("newer"), "--to", at("backups"));
        expect(2, "backup", "--data", at("imported"), "--to", at("backups"));
        expect(3, "backup", "--data", at("damaged"), "--to", at("others"));

        expect(0, "restore", "--from", at("backups"), "--data", at("restored"));
        expect(1, "restore", "--from", at("backups"), "--data", at("events.jsonl"));
        expect(2, "restore", "--from", at("backups"), "--data", at("restored"));
        expect(2, "restore", "--from", at("nowhere"), "--data", at("again"));
        try (var files = Files.list(directory.resolve("backups/files"))) {
            Files.delete(files.findFirst().orElseThrow());
        }
        expect(3, "restore", "--from", at("backups"), "--data", at("again"));
    }

    private void changing() {
        expect(0, "compact", "--data", at("sound"));
        expect(1, "compact", "--data", at("newer"));
        expect(2, "compact", "--data", at("nowhere"));
        expect(3, "compact", "--data", at("damaged"));

        String[] reason = {"--type", "memory.remembered", "--reason", "asked for", "--data"};
        expect(0, "erase", with(reason, at("sound")));
        expect(1, "erase", with(reason, at("newer")));
        expect(2, "erase", with(reason, at("sound")));
        expect(3, "erase", with(reason, at("damaged")));
    }

    private static String[] with(String[] options, String last) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add(last);
        return all.toArray(String[]::new);
    }

    /** The cells that are not empty, as command and code. */
    private static Set<String> documented() throws IOException {
        Set<String> told = new TreeSet<>();
        for (String line : Files.readAllLines(TABLE)) {
            String[] cells = line.split("\\|", -1);
            if (line.startsWith("| `") && cells.length > 4) {
                for (int code = 1; code <= 3; code++) {
                    if (!cells[code + 1].isBlank()) {
                        told.add(cells[1].replace("`", "").strip() + " " + code);
                    }
                }
            }
        }
        return told;
    }
}
