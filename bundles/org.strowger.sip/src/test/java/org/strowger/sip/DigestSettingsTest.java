// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestSettingsTest {
    /** A configuration with its defaults but for the given values. */
    private static DigestService.Config config(Map<String, Object> values) {
        return (DigestService.Config) Proxy.newProxyInstance(
                DigestService.Config.class.getClassLoader(),
                new Class<?>[] {DigestService.Config.class},
                (proxy, method, arguments) -> {
                    Object value = values.getOrDefault(method.getName().replace('_', '.'), method.getDefaultValue());
                    return method.getReturnType() == long.class
                            ? Long.parseLong(value.toString())
                            : method.getReturnType() == int.class ? Integer.parseInt(value.toString()) : value;
                });
    }

    @Test
    void theDefaultsAreWhatTheyAreSaidToBe() {
        assertThat(DigestSettings.of(config(Map.of()), Map.of())).isEqualTo(DigestSettings.DEFAULT);
    }

    @Test
    void badSettingsAtTheStartLeaveTheDefaults() {
        Map<String, Object> properties = Map.of("nonces.max", "many");

        assertThat(new DigestService(config(properties), properties)
                        .tables()
                        .get(0)
                        .bound())
                .isEqualTo(DigestSettings.DEFAULT.noncesMax());
    }

    @ParameterizedTest
    @CsvSource({
        "nonce.lifetime, 9, not between 10 and 3600",
        "nonce.lifetime, 3601, not between 10 and 3600",
        "nonce.lifetime, soon, not a number",
        "nonces.max, 1, not between 1000",
        "algorithms, 'MD5, SHA-1', 'SHA-1'",
        "algorithms, '', is empty",
        "uri.check, loose, 'expected strict, user or none'",
    })
    void aBadValueIsRefusedWithItsFileAndKey(String key, String value, String reason) {
        Map<String, Object> properties = Map.of(key, value, "felix.fileinstall.filename", "etc/digest.cfg");

        assertThatThrownBy(() -> DigestSettings.of(config(properties), properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("etc/digest.cfg: " + key)
                .hasMessageContaining(reason);
    }
}
