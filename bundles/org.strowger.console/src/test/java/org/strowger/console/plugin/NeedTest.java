// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Version;

class NeedTest {
    private static final String CALL = "org.strowger.api.call";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version=\"[9.0,10)\"   | needs org.strowger.api.call 9.0 or newer below 10, here is 1.1.0",
                "version=\"[1.2,2)\"    | needs org.strowger.api.call 1.2 or newer below 2, here is 1.1.0",
                "version=\"1.1.1\"      | needs org.strowger.api.call 1.1.1 or newer, here is 1.1.0",
                "version=\"(1.1,2]\"    | needs org.strowger.api.call newer than 1.1 up to 2, here is 1.1.0",
                "version=\"[1.0,1.0]\"  | needs org.strowger.api.call 1.0 and no other, here is 1.1.0",
                "version=\"[0,1)\"      | needs org.strowger.api.call below 1, here is 1.1.0",
            })
    void aVersionThatIsNotHereIsSaidInWords(String version, String words) {
        assertThat(Plugins.missing(
                        Need.of(CALL + ";" + version + ",org.x;resolution:=optional"),
                        Map.of(CALL, List.of(new Version("1.1.0")))))
                .containsExactly(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.strowger.api.call",
                "org.strowger.api.call;version=\"[1.1,2)\"",
                "org.strowger.api.call;version=1.0;uses:=\"a,b\"",
                "org.nowhere;resolution:=optional;version=\"[1,2)\"",
                "org.strowger.api.call;attribute=x",
            })
    void whatIsHereOrOptionalIsNotMissing(String header) {
        assertThat(Plugins.missing(Need.of(header), Map.of(CALL, List.of(new Version("1.1.0")))))
                .isEmpty();
    }

    @Test
    void everyPackageOfAClauseAndEveryVersionHereIsNamed() {
        assertThat(Plugins.missing(
                        Need.of("org.nowhere;" + CALL + ";version=\"[3,4)\""),
                        Map.of(CALL, List.of(new Version(2, 0, 0), new Version(1, 1, 0)))))
                .containsExactly(
                        "needs org.nowhere 3.0 or newer below 4, here is none",
                        "needs org.strowger.api.call 3.0 or newer below 4, here is 1.1.0, 2.0.0");
    }

    @ParameterizedTest
    @CsvSource({"(&(osgi.ee=JavaSE)(version=25)), 25", "(osgi.ee=OSGi/Minimum-1.2), (osgi.ee=OSGi/Minimum-1.2)"})
    void aJavaIsNamedByItsVersion(String filter, String words) {
        assertThat(Plugins.javaVersion(filter)).isEqualTo(words);
    }
}
