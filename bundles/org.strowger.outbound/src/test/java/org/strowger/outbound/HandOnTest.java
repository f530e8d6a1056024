// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.ComponentServiceObjects;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Switchboard;
import org.strowger.api.dial.Scenario;

/** Attempts that wait for their turn or for the exchange, and calls that the next dialler goes on with. */
class HandOnTest extends DiallerFixture {
    @Test
    void theNextVersionGoesOn() throws InterruptedException {
        answered(request().scenario(Scenario.CAMPAIGN).build(), ANSWER);
        expect("invited 0 NONE id-1", "established 200 NONE id-1", "up id-1 <sip:a>;tag=1<sip:b>;tag=21");
        stop();
        Leg own = wires.get(0).calling();
        assertThat(own.left()).isTrue();
        assertThat(dialler.dial(request().callId("id-9").build()).done()).isFalse();
        dialler = outbound();
        dialler.resumed(own);
        assertThat(dialler.established("id-1")).isTrue();
        wires.get(0).answering().hangup(Cause.of(Cause.By.US, 200));
        queue.runAll();
        expect("removed id-1 normal");
        nothingMore();
    }

    @Test
    void aRingingCallIsHandedOnWithWhatWasSaid() throws InterruptedException {
        Leg far = dial(request().build());
        report(far, SENT, 0);
        report(far, SENT, 180);
        expect("invited 0 NONE id-1", "provisional 180 NONE id-1");
        stop();
        report(far, TALKS, 200);
        far.answer(Optional.of(ANSWER));
        queue.runAll();
        dialler = outbound();
        dialler.resumed(wires.get(0).calling());
        queue.runAll();
        expect("established 200 NONE id-1", "up id-1 <sip:a>;tag=1<sip:b>;tag=21");
        nothingMore();
    }

    @Test
    void campaignCallsWaitForTheirTurnAndFailWhenTheDiallerStops() throws InterruptedException {
        settings.modified(Map.of("campaign.rate", 1));
        for (String id : List.of("a", "b")) {
            dialler.dial(request().callId(id).scenario(Scenario.CAMPAIGN).build());
            timer.runDue();
        }
        assertThat(originations).hasSize(1);
        assertThat(dialler.dials()).extracting(info -> info.state()).containsExactly("calling", "waiting");
        stop();
        expect("failed 503 STOPPED b", "removed b error");
    }

    @Test
    void aCampaignCallThatWaitsIsTakenBackUnheard() throws InterruptedException {
        settings.modified(Map.of("campaign.rate", 1));
        for (String id : List.of("a", "b")) {
            dialler.dial(request().callId(id).scenario(Scenario.CAMPAIGN).build());
            timer.runDue();
        }
        assertThat(dialler.cancel("b").done()).isTrue();
        expect("cancelled 487 CANCELLED b", "removed b normal");
        assertThat(originations).hasSize(1);
    }

    @Test
    void anExchangeThatIsAwayIsWaitedFor() throws InterruptedException {
        ComponentServiceObjects<Switchboard> there = dialler.switchboards;
        dialler.switchboards = null;
        dialler.dial(request().build());
        timer.advance(Duration.ofMillis(500));
        assertThat(originations).isEmpty();
        dialler.switchboards = there;
        timer.advance(Duration.ofMillis(50));
        assertThat(originations).hasSize(1);
        dialler.switchboards = null;
        dialler.dial(request().callId("id-2").build());
        timer.advance(Duration.ofMillis(2_100));
        expect("failed 503 UNREACHABLE id-2", "removed id-2 error");
    }

    @Test
    void aSecondCallOfOneCallIdIsRefused() {
        dial(request().build());
        assertThat(dialler.dial(request().build()).why()).contains("already");
        settings.modified(Map.of("calls.max", 1));
        assertThat(dialler.dial(request().callId("id-2").build()).why()).contains("1 calls");
    }
}
