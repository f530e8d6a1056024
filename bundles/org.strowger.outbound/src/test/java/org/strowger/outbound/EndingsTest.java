// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.call.Cause;
import org.strowger.api.dial.DialEvent;
import org.strowger.api.dial.HangupReason;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.Status;

class EndingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | '' | NORMAL",
                "200 | Q.850;cause=16 | NORMAL",
                "200 | Q.850;cause=21 | USER_HANGUP",
                "200 | Q.850;cause=102 | TIMER_EXPIRED",
                "200 | Q.850;cause=38 | ERROR",
                "200 | SIP;cause=408 | TIMER_EXPIRED",
                "200 | SIP;cause=486, Q.850;cause=21 | USER_HANGUP",
                "200 | SIP;cause=603;text=\"no; SIP;cause=500\" | USER_HANGUP",
                "200 | SIP;cause=500 | ERROR",
                "200 | nonsense;cause=x | NORMAL",
                "408 | '' | TIMER_EXPIRED",
                "503 | '' | ERROR",
            })
    void aHangUpIsOneOfFour(int status, String reason, HangupReason expected) {
        List<Header> headers = reason.isEmpty() ? List.of() : List.of(new Header("Reason", reason));
        assertThat(Endings.hangup(new Cause(Cause.By.PEER, Status.of(status), headers)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "NO_ANSWER, 480, TIMER_EXPIRED",
        "REJECTED, 603, USER_HANGUP",
        "UNREACHABLE, 503, ERROR",
        "BUSY, 600, NORMAL",
        "VETO, 488, NORMAL",
        "CANCELLED, 487, NORMAL",
    })
    void anAttemptThatCameToNothingIsOneOfFourToo(DialEvent.Reason reason, int status, HangupReason expected) {
        assertThat(Endings.hangup(reason, status)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "486, BUSY",
        "600, BUSY",
        "408, NO_ANSWER",
        "480, NO_ANSWER",
        "404, REJECTED",
        "302, REJECTED",
        "603, REJECTED",
        "500, UNREACHABLE",
        "503, UNREACHABLE"
    })
    void aFailureIsOneOfFew(int status, DialEvent.Reason expected) {
        assertThat(Endings.failure(status)).isEqualTo(expected);
    }
}
