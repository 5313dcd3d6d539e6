package dev.kiln.frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.runtime.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorSettingsTest {

    @Test
    void the_management_port_is_one_of_its_own_and_can_be_switched_off() {
        assertThat(read().managementPort()).hasValue(9092);
        assertThat(read("management-port", "0").managementPort()).hasValue(0);
        assertThat(read("management-port", "off").managementPort()).isEmpty();
        assertThat(read("port", "0", "management-port", "0").managementPort()).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "-1", "65536", "1e3"})
    void no_other_management_port_can_be_meant(String value) {
        assertThatThrownBy(() -> read("management-port", value))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("'" + value + "'")
                .hasMessageContaining("'off' or a whole number from 0 to 65535");
    }

    @Test
    void the_function_s_port_is_not_the_management_s() {
        assertThatThrownBy(() -> read("port", "9092"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("kiln.management-port to another port");
    }

    private static DoorSettings read(String... namesAndValues) {
        return DoorSettings.read(TestSettings.of(namesAndValues), false);
    }
}
