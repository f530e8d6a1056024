// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;

/** Where a grace is configured, a peer that says nothing is cancelled all the same. */
class CancelGraceTest extends EndpointFixture {
    private static final int GRACE = 300;

    private Phone phone;

    @Override
    Map<String, Object> settings() {
        return Map.of("cancel.grace", GRACE);
    }

    @BeforeEach
    void aPhone() throws IOException {
        phone = new Phone(number());
    }

    @AfterEach
    void hangUpThePhone() {
        phone.close();
    }

    private void hangUp(Heard b) throws InterruptedException {
        b.run(leg -> leg.hangup(Cause.of(Cause.By.US, 487)));
        b.next(LegEvent.Ended.class);
    }

    private void isCancelled(Phone.Message invite, Phone.Message cancel) throws IOException {
        phone.send(phone.response(cancel, "200 OK", "b1"));
        phone.send(phone.response(invite, "487 Request Terminated", "b1"));
        phone.await("ACK");
        nothingIsLeft();
    }

    @Test
    void silenceIsWaitedForSoLongAndNoLonger() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        long hungUp = System.nanoTime();
        hangUp(b);
        Phone.Message cancel = phone.await("CANCEL");
        assertThat(Duration.ofNanos(System.nanoTime() - hungUp)).isGreaterThanOrEqualTo(Duration.ofMillis(GRACE - 5));
        assertThat(cancel.header("Via")).isEqualTo(invite.header("Via"));
        isCancelled(invite, cancel);
    }

    @Test
    void aFirstWordIsTakenAtOnceAndOneCancelIsSent() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        hangUp(b);
        phone.send(phone.response(invite, "100 Trying", ""));
        Phone.Message cancel = phone.await("CANCEL");
        phone.send(phone.response(cancel, "200 OK", "b1"));
        phone.hearsNo("CANCEL", 2 * GRACE);
        isCancelled(invite, cancel);
    }

    @Test
    void whoAnswersBeforeIsAcknowledgedAndEnded() throws Exception {
        Heard b = calling(phone, Optional.of(SDP));
        Phone.Message invite = phone.await("INVITE");
        hangUp(b);
        phone.send(phone.response(invite, "200 OK", "b1", SDP.text()));
        phone.await("ACK");
        phone.send(phone.response(phone.await("BYE"), "200 OK", ""));
        phone.hearsNo("CANCEL", 2 * GRACE);
        nothingIsLeft();
    }
}
