package dev.everlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The JVM under the tests is the one the product gets.
class JvmTest {
    @Test
    void tests_run_on_java_25() {
        assertThat(Runtime.version().feature()).isEqualTo(25);
    }

    @Test
    void tests_run_with_the_flags_of_the_product() {
        Module base = Object.class.getModule();
        Module ours = getClass().getModule();
        assertThat(base.isExported("jdk.internal.ref", ours)).isTrue();
        assertThat(List.of("java.lang.reflect", "sun.nio.ch"))
                .allMatch(name -> base.isOpen(name, ours));
        assertThat(ours.isNativeAccessEnabled()).isTrue();
        assertThat(System.getProperty("sun.misc.unsafe.memory.access")).isIn(null, "allow");
    }

    @Test
    void telemetry_is_off_and_absent() {
        assertThat(System.getProperty("chronicle.analytics.disable")).isEqualTo("true");
        assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
        assertThatThrownBy(() -> Class.forName("net.openhft.chronicle.analytics.Analytics"))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
