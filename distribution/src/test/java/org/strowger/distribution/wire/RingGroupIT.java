// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.SOON;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ring groups: at once, one after the other, and what happens where two act at once. */
@Wire
final class RingGroupIT {
    private static final String GROUP = "5600";

    private static void group(Exchange exchange, Lab lab, Handset member, String text) {
        lab.closeLater(exchange.configure("org.strowger.ringgroup-wire.cfg", "numbers = " + GROUP + "\n" + text));
        Await.until(() -> "the group is in force", SOON, () -> exchange.console("pbx:groups")
                .contains(member.number()));
    }

    @Test
    @DisplayName("All ring at once; the first to answer wins, the other is told that it was answered elsewhere")
    void allRingAtOnce(Exchange exchange, Lab lab) {
        Handset one = Handset.registered(exchange, lab);
        Handset other = Handset.registered(exchange, lab);
        group(exchange, lab, one, "steps = " + one.number() + "," + other.number() + " 30\n");

        TrunkCaller caller = TrunkCaller.calls(lab, GROUP);
        one.rings();
        other.rings();
        other.answers();
        assertThat(one.isCancelled().values("Reason"))
                .anySatisfy(reason -> assertThat(reason.replace(" ", "")).startsWith("SIP;cause=200"));
        caller.isAnswered();
        caller.hangsUp();
        other.isHungUp();
        exchange.audit();
    }

    @Test
    @DisplayName("Both answer at once: one is put through, the other is hung up, the caller hears one answer")
    void bothAnswerAtOnce(Exchange exchange, Lab lab) {
        Handset one = Handset.registered(exchange, lab);
        Handset other = Handset.registered(exchange, lab);
        group(exchange, lab, one, "steps = " + one.number() + "," + other.number() + " 30\n");

        TrunkCaller caller = TrunkCaller.calls(lab, GROUP);
        one.rings();
        other.rings();
        one.picksUp();
        other.picksUp();
        caller.isAnswered();
        Await.until(() -> "one is left", SOON, () -> exchange.json("pbx:calls").size() == 2);
        caller.hangsUp();
        one.isHungUp();
        other.isHungUp();
        exchange.audit();
    }

    @Test
    @DisplayName("One declines and the other rings on; steps follow each other, then comes the last number")
    void stepsFollowEachOther(Exchange exchange, Lab lab) {
        Handset one = Handset.registered(exchange, lab);
        Handset other = Handset.registered(exchange, lab);
        Handset last = Handset.registered(exchange, lab);
        group(
                exchange,
                lab,
                one,
                "steps = " + one.number() + "," + other.number() + " 2; " + other.number() + " 1\nthen = "
                        + last.number() + "\n");

        TrunkCaller caller = TrunkCaller.calls(lab, GROUP);
        one.rings();
        other.rings();
        one.refuses(603, "Decline");
        other.isCancelled();
        other.rings();
        other.isCancelled();
        assertThat(last.rings().lines("Diversion")).isEmpty();
        last.answers();
        caller.isAnswered();
        caller.hangsUp();
        last.isHungUp();
        exchange.audit();
    }

    @Test
    @DisplayName("A member's own settings hold; the caller gives up and nobody rings")
    void aMembersSettingsHoldAndTheCallerGivesUp(Exchange exchange, Lab lab) {
        Handset one = Handset.registered(exchange, lab);
        Handset other = Handset.registered(exchange, lab);
        Handset mobile = Handset.registered(exchange, lab);
        exchange.console("pbx:forward-set --dnd on " + one.number());
        exchange.console("pbx:forward-set --always " + mobile.number() + " " + other.number());
        group(exchange, lab, one, "steps = " + one.number() + "," + other.number() + " 30\n");

        TrunkCaller caller = TrunkCaller.calls(lab, GROUP);
        assertThat(mobile.rings().header("Diversion")).contains(other.number());
        caller.cancels();
        caller.isCancelled();
        mobile.isCancelled();
        assertThat(one.phone().receive(java.time.Duration.ofMillis(50))).isEmpty();
        exchange.audit();
    }
}
