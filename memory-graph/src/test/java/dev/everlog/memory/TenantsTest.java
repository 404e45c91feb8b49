package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.tail.InMemoryTail;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantsTest {
    private final List<Path> opened = new ArrayList<>();

    private Tenants tenants() {
        return new Tenants(
                new Tenants.Parameters(
                        Path.of("data"),
                        path -> {
                            opened.add(path);
                            return new EventLog(new InMemoryTail(InstantSource.system()));
                        },
                        InstantSource.system(),
                        UUID::randomUUID));
    }

    @Test
    void a_tenant_is_opened_once_in_its_own_directory() {
        try (Tenants tenants = tenants()) {
            assertThat(tenants.open("acme")).isSameAs(tenants.open("acme"));
            assertThat(opened).containsExactly(Path.of("data", "acme"));
        }
    }

    @Test
    void tenants_see_nothing_of_each_other() {
        try (Tenants tenants = tenants()) {
            tenants.open("acme").remember(Remember.text("Acme is secret"), TestMemory.ADA);

            assertThat(tenants.open("globex").memoryStats(Vantage.NOW).memories()).isZero();
            assertThat(tenants.open("acme").memoryStats(Vantage.NOW).memories()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../x", "a/b", "a\\b", "A", "-x", "a b", "con.", "a\0"})
    void a_name_that_is_no_plain_word_is_refused(String name) {
        try (Tenants tenants = tenants()) {
            assertThatThrownBy(() -> tenants.open(name))
                    .isInstanceOf(MemoryException.class)
                    .hasMessageContaining("tenant");
            assertThat(opened).isEmpty();
        }
    }
}
