// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.Status;

class HangupClassTest {
    /** Reasons that stand in headers of their own are parted by a bar. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\'',
            value = {
                "PEER ! 200 ! '' ! normal",
                "PEER ! 487 ! '' ! normal",
                "PEER ! 503 ! '' ! error",
                "TIMER ! 408 ! Q.850;cause=16 ! timer-expired",
                "FAULT ! 500 ! Q.850;cause=16 ! error",
                "PEER ! 200 ! Q.850;cause=16 ! normal",
                "PEER ! 200 ! Q.850;cause=17;text=\"busy; cause=41\" ! normal",
                "PEER ! 200 ! Q.850;text=\"a \\\" ;cause=16\";cause=41 ! error",
                "PEER ! 200 ! Q.850 ; cause = 19 ! normal",
                "PEER ! 200 ! Q.850;cause=31 ! normal",
                "PEER ! 200 ! Q.850;cause=21 ! user-hangup",
                "PEER ! 200 ! Q.850;cause=102 ! timer-expired",
                "PEER ! 200 ! Q.850;cause=38 ! error",
                "PEER ! 200 ! Q.850;cause=3 ! error",
                "PEER ! 200 ! Q.850;cause=127 ! normal",
                "PEER ! 200 ! SIP;cause=200 ! normal",
                "PEER ! 200 ! SIP;cause=486 ! normal",
                "PEER ! 200 ! SIP;cause=603 ! user-hangup",
                "PEER ! 200 ! SIP;cause=408 ! timer-expired",
                "PEER ! 200 ! sip;cause=503 ! error",
                "PEER ! 200 ! 'SIP;cause=503, Q.850;cause=16' ! normal",
                "PEER ! 200 ! SIP;cause=503|Q.850;cause=16 ! normal",
                "PEER ! 200 ! X.25;cause=99 ! normal",
                "US ! 480 ! Q.850 ! normal"
            })
    void isOneOfFour(By by, int status, String reasons, String label) {
        List<Header> headers = Arrays.stream(reasons.split("\\|"))
                .filter(reason -> !reason.isEmpty())
                .map(reason -> new Header("Reason", reason))
                .toList();
        assertThat(HangupClass.of(new Cause(by, Status.of(status), headers)).label())
                .isEqualTo(label);
    }
}
