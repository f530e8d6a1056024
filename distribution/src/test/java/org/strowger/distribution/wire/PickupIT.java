// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.SOON;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What rings elsewhere is answered here, also where several act at once. */
@Wire
final class PickupIT {
    private static final String BUNDLE = "org.strowger.pickup";

    private static String audio(RtpEnd end) {
        return Sdp.audio(end.local().host(), end.local().port())
                .replace("RTP/AVP 0", "RTP/AVP 8")
                .replace("0 PCMU", "8 PCMA");
    }

    private static Peer audio(Exchange exchange, Message answer) {
        return new Peer(exchange.udp().host(), Calls.port(answer));
    }

    private static void elsewhere(Message cancel) {
        assertThat(cancel.values("Reason"))
                .anySatisfy(reason -> assertThat(reason.replace(" ", "")).startsWith("SIP;cause=200"));
    }

    @Test
    @DisplayName("A phone picks up what rings at another: both are heard, also once the bundle was replaced")
    void aPhonePicksUpWhatRingsAtAnother(Exchange exchange, Lab lab) {
        Handset desk = Handset.registered(exchange, lab);
        Handset other = Handset.registered(exchange, lab);
        RtpEnd alice = lab.closeLater(new RtpEnd("127.0.1.1", 0xA));
        RtpEnd bob = lab.closeLater(new RtpEnd("127.0.1.2", 0xB));

        TrunkCaller caller = TrunkCaller.calls(lab, desk.number(), audio(alice));
        desk.rings();
        AccountCall pickup = AccountCall.of(other.phone(), other.account(), "*8" + desk.number(), audio(bob));
        Peer toCaller = audio(exchange, caller.isAnswered());
        Message answer = pickup.ends();
        assertThat(answer.status()).isEqualTo(200);
        elsewhere(desk.isCancelled());
        Peer toPicker = audio(exchange, answer);
        RtpEnd.converse(alice, toCaller, bob, toPicker, 20, SOON);

        exchange.console("bundle:update " + BUNDLE + " file:" + ReplaceIT.shipped(exchange, BUNDLE));
        alice.forget();
        bob.forget();
        RtpEnd.converse(alice, toCaller, bob, toPicker, 20, SOON);
        caller.hangsUp();
        other.isHungUp();
        exchange.audit();
    }

    @Test
    @DisplayName("Within a group the code alone picks up; nothing rings, or only at a stranger's: 480")
    void withinAGroupTheCodeAlonePicksUp(Exchange exchange, Lab lab) {
        Handset desk = Handset.registered(exchange, lab);
        Handset other = Handset.registered(exchange, lab);
        Handset stranger = Handset.registered(exchange, lab);
        String config = "groups = " + desk.number() + "," + other.number() + "\n";
        lab.closeLater(exchange.configure("org.strowger.pickup.cfg", config));
        assertThat(other.calls("*8").ends().status()).isEqualTo(480);

        TrunkCaller caller = TrunkCaller.calls(lab, desk.number());
        desk.rings();
        assertThat(stranger.calls("*8").ends().status()).isEqualTo(480);
        Await.until(
                () -> "the groups are in force and the call is picked up",
                SOON,
                () -> other.calls("*8").ends().status() == 200);
        caller.isAnswered();
        desk.isCancelled();
        caller.hangsUp();
        other.isHungUp();
        exchange.audit();
    }

    @Test
    @DisplayName("Two pick up at once: one has the call, the other is refused or hung up, the caller is answered once")
    void twoPickUpAtOnce(Exchange exchange, Lab lab) {
        Handset desk = Handset.registered(exchange, lab);
        List<Handset> both = List.of(Handset.registered(exchange, lab), Handset.registered(exchange, lab));
        TrunkCaller caller = TrunkCaller.calls(lab, desk.number());
        desk.rings();
        List<AccountCall> pickups =
                both.stream().map(each -> each.calls("*8" + desk.number())).toList();
        caller.isAnswered();
        List<Integer> ends =
                pickups.stream().map(pickup -> pickup.ends().status()).toList();
        assertThat(ends).containsExactlyInAnyOrder(200, 480);
        desk.isCancelled();
        caller.hangsUp();
        both.get(ends.indexOf(200)).isHungUp();
        exchange.audit();
    }

    @Test
    @DisplayName("The phone answers just before it is picked up: the picker is refused, the phone has the call")
    void thePhoneAnswersJustBefore(Exchange exchange, Lab lab) {
        Handset desk = Handset.registered(exchange, lab);
        Handset other = Handset.registered(exchange, lab);
        TrunkCaller caller = TrunkCaller.calls(lab, desk.number());
        desk.rings();
        desk.picksUp();
        AccountCall pickup = other.calls("*8" + desk.number());
        caller.isAnswered();
        assertThat(pickup.ends().status()).isEqualTo(480);
        caller.hangsUp();
        desk.isHungUp();
        exchange.audit();
    }

    @Test
    @DisplayName("The caller gives up just as the call is picked up: neither phone nor picker is left with it")
    void theCallerGivesUpJustAsItIsPickedUp(Exchange exchange, Lab lab) {
        Handset desk = Handset.registered(exchange, lab);
        Handset other = Handset.registered(exchange, lab);
        TrunkCaller caller = TrunkCaller.calls(lab, desk.number());
        desk.rings();
        AccountCall pickup = other.calls("*8" + desk.number());
        caller.cancels();
        boolean answered = caller.settles() == 200;
        boolean pickedUp = pickup.ends().status() == 200;
        if (answered) {
            assertThat(pickedUp).isTrue();
            caller.hangsUp();
        }
        if (pickedUp) {
            other.isHungUp();
        }
        desk.isCancelled();
        exchange.audit();
    }
}
