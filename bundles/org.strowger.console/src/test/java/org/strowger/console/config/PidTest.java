// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PidTest {
    @ParameterizedTest
    @CsvSource({
        "org.strowger.router,            org.strowger.router,            org.strowger.router.cfg",
        "org.strowger.trunk-carrier,     org.strowger.trunk~carrier,     org.strowger.trunk-carrier.cfg",
        "org.strowger.trunk~carrier,     org.strowger.trunk~carrier,     org.strowger.trunk-carrier.cfg",
        "org.strowger.trunk-a-b,         org.strowger.trunk~a-b,         org.strowger.trunk-a-b.cfg",
    })
    void aPidIsWrittenAsAFilesNameOrAsConfigAdminHasIt(String text, String id, String file) {
        assertThat(Pid.parse(text).id()).isEqualTo(id);
        assertThat(Pid.parse(text).fileName()).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "a-", "../a", "a/b", "a b", "a-../b"})
    void nothingElseIsOne(String text) {
        assertThatThrownBy(() -> Pid.parse(text)).hasMessageStartingWith("'" + text + "' is no PID");
    }
}
