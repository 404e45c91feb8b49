package dev.everlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The JVM under the tests is the one the product gets.
class JvmTest {
    @Test
    void tests_run_on_java_25() {
        assertThat(Runtime.version().feature()).isEqualTo(25);
    }

    @Test
    void tests_run_with_the_flags_of_the_product() {
        Module ours = getClass().getModule();
        assertThat(ours.isNativeAccessEnabled()).isTrue();
    }

    @Test
    void telemetry_is_off() {
        assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    }
}
