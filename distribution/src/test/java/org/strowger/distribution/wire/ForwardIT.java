// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.SOON;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Diversions and do-not-disturb, by console and by codes, and what happens where both sides act at once. */
@Wire
final class ForwardIT {
    private static final String BUNDLE = "org.strowger.forward";

    private static void set(Exchange exchange, String options, Handset phone) {
        exchange.console("pbx:forward-set " + options + " " + phone.number());
    }

    @Test
    @DisplayName("Every call is diverted: the caller hears 181, the callee reads by whom, both talk and part")
    void everyCallIsDiverted(Exchange exchange, Lab lab) {
        Handset desk = Handset.registered(exchange, lab);
        Handset mobile = Handset.registered(exchange, lab);
        set(exchange, "--always " + mobile.number(), desk);

        TrunkCaller caller = TrunkCaller.calls(lab, desk.number());
        Message invite = mobile.rings();
        assertThat(invite.values("Diversion"))
                .singleElement()
                .asString()
                .startsWith("<sip:" + desk.number() + "@")
                .contains(";reason=unconditional");
        assertThat(invite.header("From")).contains("004930555");
        caller.hears(181);
        mobile.answers();
        caller.isAnswered();
        caller.hangsUp();
        mobile.isHungUp();

        // the next call sees the change
        exchange.console("pbx:forward-clear " + desk.number());
        TrunkCaller next = TrunkCaller.callsToo(lab, desk.number());
        assertThat(desk.rings().lines("Diversion")).isEmpty();
        desk.refuses(486, "Busy Here");
        assertThat(next.isRefused().status()).isEqualTo(486);
        exchange.audit();
    }

    @Test
    @DisplayName("What nobody answers is diverted after its time; the phone is cancelled and the other rings")
    void whatNobodyAnswersIsDiverted(Exchange exchange, Lab lab) {
        Handset desk = Handset.registered(exchange, lab);
        Handset mobile = Handset.registered(exchange, lab);
        set(exchange, "--no-answer " + mobile.number() + " --after 1", desk);

        TrunkCaller caller = TrunkCaller.calls(lab, desk.number());
        assertThat(desk.rings().lines("Diversion")).isEmpty();
        desk.isCancelled();
        assertThat(mobile.rings().header("Diversion")).contains("reason=no-answer");
        mobile.answers();
        caller.isAnswered();
        caller.hangsUp();
        mobile.isHungUp();
        exchange.audit();
    }

    @Test
    @DisplayName("A busy phone, and one that is not there, divert elsewhere; a refusal of the other is the caller's")
    void aBusyPhoneAndAMissingOneDivert(Exchange exchange, Lab lab) {
        Handset desk = Handset.registered(exchange, lab);
        Handset mobile = Handset.registered(exchange, lab);
        set(exchange, "--busy " + mobile.number(), desk);
        TrunkCaller caller = TrunkCaller.calls(lab, desk.number());
        desk.rings();
        desk.refuses(486, "Busy Here");
        assertThat(mobile.rings().header("Diversion")).contains("reason=user-busy");
        mobile.refuses(603, "Decline");
        assertThat(caller.isRefused().status()).isEqualTo(603);

        Account away = exchange.account();
        exchange.console("pbx:forward-set --unreachable " + mobile.number() + " " + away.number());
        TrunkCaller next = TrunkCaller.callsToo(lab, away.number());
        assertThat(mobile.rings().header("Diversion")).contains("reason=unavailable");
        mobile.refuses(486, "Busy Here");
        assertThat(next.isRefused().status()).isEqualTo(486);
        exchange.audit();
    }

    @Test
    @DisplayName("Who is not to be disturbed is busy, and no phone rings; the settings outlive the bundle")
    void whoIsNotToBeDisturbedIsBusy(Exchange exchange, Lab lab) {
        Handset desk = Handset.registered(exchange, lab);
        set(exchange, "--dnd on", desk);
        assertThat(Phones.refusalOfTrunkCall(lab, desk.number()).status()).isEqualTo(486);
        exchange.console("bundle:update " + BUNDLE + " file:" + ReplaceIT.shipped(exchange, BUNDLE));
        Await.until(() -> "the settings are there again", SOON, () -> exchange.ask("pbx:forwards")
                .output()
                .contains(desk.number()));
        assertThat(Phones.refusalOfTrunkCall(lab, desk.number()).status()).isEqualTo(486);
        assertThat(exchange.console("pbx:route-explain " + exchange.account().number() + " " + desk.number()))
                .contains("not to be disturbed");
        set(exchange, "--dnd off", desk);
        assertThat(desk.phone().receive(java.time.Duration.ofMillis(50))).isEmpty();
        exchange.audit();
    }

    @Test
    @DisplayName("A phone diverts its calls by a code, hears so, and ends it by another")
    void aPhoneDivertsItsCallsByACode(Exchange exchange, Lab lab) {
        Handset desk = Handset.registered(exchange, lab);
        Handset mobile = Handset.registered(exchange, lab);
        dials(desk, "*72" + mobile.number(), "on");
        TrunkCaller caller = TrunkCaller.calls(lab, desk.number());
        mobile.rings();
        mobile.refuses(486, "Busy Here");
        assertThat(caller.isRefused().status()).isEqualTo(486);
        dials(desk, "*73", "off");
        assertThat(exchange.console("pbx:forwards")).doesNotContain(desk.number());
        exchange.audit();
    }

    /** Dials a code, hears the prompt that confirms it, and is hung up. */
    private static void dials(Handset desk, String code, String prompt) {
        RawPhone phone = desk.phone();
        try (KeyPhone ear = new KeyPhone("127.0.0.1")) {
            String description = Sdp.audio(ear.local().host(), ear.local().port())
                    .replace("RTP/AVP 0", "RTP/AVP 8")
                    .replace("0 PCMU", "8 PCMA");
            Message answer =
                    AccountCall.of(phone, desk.account(), code, description).ends();
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            desk.isHungUp();
            Path shipped =
                    Path.of(System.getProperty("strowger.home")).resolve("prompts/en/forward/" + prompt + ".wav");
            assertThat(new ShippedPrompt(shipped).likeness(ear.audio())).isGreaterThan(0.8);
        }
    }

    @Test
    @DisplayName("A stranger's code does nothing, nor does one that a call is diverted to")
    void aCodeIsForAccounts(Exchange exchange, Lab lab) {
        lab.closeLater(exchange.configure("org.strowger.engine.cfg", "absence = 0\n"));
        assertThat(Phones.refusalOfTrunkCall(lab, "*78").status()).isEqualTo(404);
        Handset desk = Handset.registered(exchange, lab);
        set(exchange, "--always '*78'", desk);
        assertThat(Phones.refusalOfTrunkCall(lab, desk.number()).status()).isEqualTo(404);
        assertThat(exchange.json("pbx:forwards").toString()).doesNotContain("\"dnd\":true");
        exchange.audit();
    }

    @Test
    @DisplayName("Two that divert to each other end with 482, or with what the first came to")
    void aLoopEnds(Exchange exchange, Lab lab) {
        Handset desk = Handset.registered(exchange, lab);
        Handset mobile = Handset.registered(exchange, lab);
        set(exchange, "--always " + mobile.number(), desk);
        set(exchange, "--always " + desk.number(), mobile);
        assertThat(Phones.refusalOfTrunkCall(lab, desk.number()).status()).isEqualTo(482);

        set(exchange, "--always off --busy " + desk.number(), mobile);
        set(exchange, "--always off --busy " + mobile.number(), desk);
        TrunkCaller caller = TrunkCaller.calls(lab, desk.number());
        for (Handset each : List.of(desk, mobile)) {
            each.rings();
            each.refuses(486, "Busy Here");
        }
        assertThat(caller.isRefused().status()).isEqualTo(486);
        exchange.audit();
    }

    @Test
    @DisplayName("The caller gives up while the diversion rings: both phones are cancelled, nothing stays")
    void theCallerGivesUpWhileTheDiversionRings(Exchange exchange, Lab lab) {
        Handset desk = Handset.registered(exchange, lab);
        Handset mobile = Handset.registered(exchange, lab);
        set(exchange, "--no-answer " + mobile.number() + " --after 1", desk);
        TrunkCaller caller = TrunkCaller.calls(lab, desk.number());
        desk.rings();
        desk.isCancelled();
        mobile.rings();
        caller.cancels();
        mobile.isCancelled();
        caller.isCancelled();
        exchange.audit();
    }

    @Test
    @DisplayName("The caller gives up just as the first phone is cancelled: the second never rings for nobody")
    void theCallerGivesUpJustAsTheDiversionBegins(Exchange exchange, Lab lab) {
        Handset desk = Handset.registered(exchange, lab);
        Handset mobile = Handset.registered(exchange, lab);
        set(exchange, "--no-answer " + mobile.number() + " --after 1", desk);
        TrunkCaller caller = TrunkCaller.calls(lab, desk.number());
        desk.rings();
        desk.isToldToStop();
        caller.cancels();
        caller.isCancelled();
        desk.stops();
        mobile.isCancelledIfCalled();
        exchange.audit();
    }

    @Test
    @DisplayName("The first phone answers just as it is cancelled: it is hung up, the other rings on and answers")
    void thePhoneAnswersJustAsTheDiversionBegins(Exchange exchange, Lab lab) {
        Handset desk = Handset.registered(exchange, lab);
        Handset mobile = Handset.registered(exchange, lab);
        set(exchange, "--no-answer " + mobile.number() + " --after 1", desk);
        TrunkCaller caller = TrunkCaller.calls(lab, desk.number());
        desk.rings();
        desk.isToldToStop();
        desk.answers();
        desk.isHungUp();
        mobile.rings();
        mobile.answers();
        caller.isAnswered();
        caller.hangsUp();
        mobile.isHungUp();
        exchange.audit();
    }
}
