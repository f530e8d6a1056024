// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every thread of the calls is busy, and stays so. */
class OverloadTest extends EndpointFixture {
    private final CountDownLatch busy = new CountDownLatch(1);
    private Phone phone;

    @BeforeEach
    void keepEveryThreadBusy() throws IOException {
        phone = new Phone(number());
        for (int i = 0; i < Runtime.getRuntime().availableProcessors() + 2; i++) {
            endpoint.seat().executor().execute(this::untilReleased);
        }
    }

    private void untilReleased() {
        try {
            busy.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void release() {
        busy.countDown();
        phone.close();
    }

    /** Asks for as long as the answer is another. */
    private void optionsAreAnswered(String status) throws IOException {
        Phone.Message answer;
        do {
            phone.send(phone.request("OPTIONS", 1, Phone.branch(), Phone.branch(), ""));
            answer = phone.await("SIP/2.0");
        } while (!answer.first().equals("SIP/2.0 " + status));
    }

    @Test
    void newRequestsAreRefusedAndOthersAreNot() throws Exception {
        optionsAreAnswered("503 Service Unavailable");

        phone.send(phone.request("INVITE", 1, Phone.branch(), "new", "", SDP.text()));
        Phone.Message refusal = phone.await("SIP/2.0 503");
        assertThat(refusal.header("Retry-After")).isEqualTo("5");
        assertThat(refusal.toTag()).isNotEmpty();
        phone.send(phone.request("BYE", 2, Phone.branch(), "old", "tag"));
        assertThat(phone.await("SIP/2.0").first()).startsWith("SIP/2.0 481");
        // the stack would say 100 by itself, had it kept anything of the INVITE
        phone.hearsNo("SIP/2.0 100", 300);
        assertThat(offers).isEmpty();

        busy.countDown();
        optionsAreAnswered("200 OK");
        nothingIsLeft();
    }
}
