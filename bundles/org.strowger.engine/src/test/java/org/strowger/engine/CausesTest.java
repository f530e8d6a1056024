// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

class CausesTest {
    private static final Header REASON = new Header("reason", "Q.850;cause=17");
    private static final Header RETRY = new Header("Retry-After", "30");

    @ParameterizedTest
    @CsvSource({
        "301, 480", "302, 480", "400, 400", "401, 500", "403, 403", "404, 404", "407, 500", "408, 408", "480, 480",
        "484, 484", "486, 486", "487, 480", "488, 488", "500, 500", "503, 503", "600, 600", "603, 603", "606, 606"
    })
    void aCalleesEndIsToldToTheCaller(int code, int told) {
        Cause caused = Causes.forCaller(Cause.of(By.PEER, code));
        assertThat(caused.status()).isEqualTo(Status.of(told));
        assertThat(caused.by()).isEqualTo(By.PEER);
        assertThat(caused.headers()).hasSize(1);
        assertThat(caused.headers().get(0).value()).startsWith("SIP;cause=" + code);
    }

    @Test
    void thePhraseOfAStatusThatPassesIsKept() {
        Cause busy = new Cause(By.PEER, new Status(486, "Gone \"fishing\""), List.of());
        Cause told = Causes.forCaller(busy);
        assertThat(told.status().phrase()).isEqualTo("Gone \"fishing\"");
        assertThat(told.headers()).containsExactly(new Header("Reason", "SIP;cause=486;text=\"Gone fishing\""));
    }

    @Test
    void aReasonThatCameIsNotReplacedNorOneInventedForWhatWeDid() {
        assertThat(Causes.forCaller(Cause.of(By.PEER, 486, REASON, RETRY)).headers())
                .containsExactly(REASON, RETRY);
        assertThat(Causes.forCaller(Cause.of(By.US, 503, RETRY)).headers()).containsExactly(RETRY);
    }

    @Test
    void aStatusWithoutAPhraseHasAReasonWithoutText() {
        assertThat(Causes.reason(new Status(499, ""))).isEqualTo(new Header("Reason", "SIP;cause=499"));
    }

    @Test
    void onlyTheReasonGoesAlongToTheOtherLeg() {
        Cause cancelled = Cause.of(By.PEER, 487, REASON, RETRY);
        assertThat(Causes.forCallee(cancelled)).isEqualTo(Cause.of(By.US, 487, REASON));
        assertThat(Causes.hungUp(cancelled)).isEqualTo(Cause.of(By.US, 200, REASON));
    }

    @Test
    void aRolesReplyIsGivenAsItIs() {
        assertThat(Causes.of(SipReply.of(480, RETRY))).isEqualTo(Cause.of(By.US, 480, RETRY));
    }

    @ParameterizedTest
    @CsvSource({
        "408, true", "500, true", "501, true", "503, true", "504, true", "302, false", "401, false", "403, false",
        "404, false", "480, false", "486, false", "487, false", "488, false", "600, false", "603, false", "604, false"
    })
    void anotherDestinationIsTriedOnlyWhereItCouldHelp(int code, boolean mendable) {
        assertThat(Causes.mendable(Cause.of(By.PEER, code))).isEqualTo(mendable);
    }

    @ParameterizedTest
    @CsvSource({
        "486, 480 486 503",
        "603, 486 603",
        "404, 404 480",
        "480, 408 480",
        "480, 480 401",
        "408, 503 408",
        "503, 503 500",
        "488, 487 488",
        "480, 480"
    })
    void ofSeveralEndsTheOneThatSaysMostIsChosen(int best, String ends) {
        List<Cause> causes = Arrays.stream(ends.split(" "))
                .map(code -> Cause.of(By.PEER, Integer.parseInt(code)))
                .toList();
        assertThat(Causes.best(causes)).map(Cause::status).contains(Status.of(best));
    }

    @Test
    void ofNoEndsNoneIsChosen() {
        assertThat(Causes.best(List.of())).isEmpty();
    }
}
