// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.SOON;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.responses;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The auto-attendant on the wire: a prompt that is compared with its file, keys in each way, calls that go on. */
@Wire
final class AttendantIT {
    private static final String FRONT = "5500";
    private static final String PROMPTS = "prompts/en/attendant/";

    @Test
    @DisplayName("E14: a caller hears the prompt, presses a key in it by RFC 4733, is connected, and both are heard")
    void aCallerPressesAKeyAndIsConnected(Exchange exchange, Lab lab) {
        KeyPhone alice = lab.closeLater(new KeyPhone("127.0.1.1"));
        RtpEnd bob = lab.closeLater(new RtpEnd("127.0.1.2", 0xB));
        SippRun callee =
                callee(lab, "callee_hangs_up", bob.local()).option("-d", "4000").start();
        SippRun caller = dial(lab, alice);
        Peer ours = answered(exchange, caller);

        Await.until(() -> "a second of the prompt is heard", SOON, () -> alice.packets() > 60);
        assertThat(prompt("welcome").likeness(alice.audio())).isGreaterThan(0.9);
        alice.press(ours, '0', false);
        Message invite = callee.awaitReceived(
                "the INVITE", SOON, message -> message.startLine().startsWith("INVITE "));
        assertThat(invite.uri()).isEqualTo("sip:741001@" + callee.local());
        callee.awaitReceived("the ACK", SOON, message -> message.startLine().startsWith("ACK "));
        Peer relay = new Peer(exchange.udp().host(), Calls.port(invite));
        alice.forget();
        Await.until(() -> "Alice hears Bob", SOON, () -> {
            bob.send(relay);
            byte[] audio = alice.audio();
            return audio.length > 0 && audio[audio.length - 1] == bob.noise();
        });
        callee.finish();
        caller.finish();
        exchange.audit();
    }

    @Test
    @DisplayName("E14: the same key by INFO leads to the same place; M6")
    void aKeyByInfoLeadsToTheSamePlace(Exchange exchange, Lab lab) {
        RtpEnd bob = lab.closeLater(new RtpEnd("127.0.1.2", 0xB));
        SippRun callee =
                callee(lab, "callee_hangs_up", bob.local()).option("-d", "500").start();
        SippRun caller = caller(lab, "caller_presses_by_info")
                .dials(FRONT)
                .option("-d", "1000")
                .start();
        callee.finish();
        caller.finish();
        assertThat(callee.request("INVITE").uri()).isEqualTo("sip:741001@" + callee.local());
        exchange.audit();
    }

    @Test
    @DisplayName("E14: a caller who presses nothing is hung up on within the bound that the console tells")
    void aSilentCallerLeavesInTime(Exchange exchange, Lab lab) {
        assertThat(exchange.console("pbx:menus")).contains("front").contains(FRONT);
        KeyPhone alice = lab.closeLater(new KeyPhone("127.0.1.1"));
        SippRun caller = dial(lab, alice);
        answered(exchange, caller);
        long began = System.nanoTime();
        caller.awaitReceived("the BYE", Duration.ofSeconds(40), message -> message.startLine()
                .startsWith("BYE "));
        // welcome 7 s, 1 s, menu 6 s, 1 s, goodbye 1 s
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(30));
        caller.finish();
        exchange.audit();
    }

    @Test
    @DisplayName("M6: keys that come while two of a hundred packets are lost are heard once each")
    void keysAreNeitherLostNorDoubled(Exchange exchange, Lab lab) {
        KeyPhone alice = lab.closeLater(new KeyPhone("127.0.1.1"));
        SippRun callee = callee(lab, "callee_refuses")
                .key("refusal", "SIP/2.0 486 Busy Here")
                .start();
        SippRun caller = dial(lab, alice);
        Peer ours = answered(exchange, caller);
        for (char key : "1*1*1*1*1*7902".toCharArray()) {
            alice.press(ours, key, true);
        }
        assertThat(callee.awaitReceived("the INVITE", SOON, message -> message.startLine()
                                .startsWith("INVITE "))
                        .uri())
                .startsWith("sip:7902@");
        callee.finish();
        exchange.console("pbx:call-hangup --all");
        caller.finish();
        exchange.audit();
    }

    @Test
    @DisplayName("E14: attendant and media are replaced under a caller, who goes on from the key that was pressed")
    void aCallerStaysWhileTheBundlesAreReplaced(Exchange exchange, Lab lab) {
        KeyPhone alice = lab.closeLater(new KeyPhone("127.0.1.1"));
        SippRun caller = dial(lab, alice);
        Peer ours = answered(exchange, caller);
        Await.until(() -> "the prompt is heard", SOON, () -> alice.packets() > 10);
        for (String bundle : List.of("org.strowger.attendant", "org.strowger.media")) {
            // '1' leads to the menu "night", '*' back: what is heard then is the prompt of the first menu again
            alice.press(ours, '1', false);
            exchange.console("bundle:update " + bundle + " file:" + ReplaceIT.shipped(exchange, bundle));
            Await.until(() -> "the port is open again", SOON, () -> exchange.console("pbx:media")
                    .contains("audio"));
            alice.press(ours, '*', false);
            alice.forget();
            Await.until(() -> "the prompt is heard after " + bundle, SOON, () -> alice.packets() > 60);
            assertThat(prompt("welcome").likeness(alice.audio())).as(bundle).isGreaterThan(0.8);
        }
        exchange.console("pbx:call-hangup --all");
        caller.finish();
        exchange.audit();
    }

    @Test
    @DisplayName("E13: a number beside the attendant's is nobody's")
    void itAnswersItsOwnNumbersAlone(Exchange exchange, Lab lab) {
        // else a role that another test took away might still come back and know the number
        lab.closeLater(exchange.configure("org.strowger.engine.cfg", "absence = 0\n"));
        SippRun caller = caller(lab, "caller_is_refused").dials("5501").run();
        assertThat(responses(caller, 404, "INVITE")).hasSize(1);
        exchange.audit();
    }

    @Test
    @DisplayName("A menu that is wrong is named by file, key and reason, and a walk through one is told")
    void menusAreCheckedAndExplained(Exchange exchange, Lab lab) {
        assertThat(exchange.console("pbx:menu-explain front 0")).contains("dial 7901");
        assertThat(exchange.console("pbx:menu-explain front 1")).contains("attendant/closed");
        lab.closeLater(exchange.configure(
                "org.strowger.attendant-night.cfg",
                "prompt = attendant/nowhere\nkey.* = back\ntimeout.first = 1000\n"));
        Await.until(() -> "the problem is told", SOON, () -> exchange.console("pbx:config-problems")
                .contains("nowhere.wav"));
        assertThat(exchange.console("pbx:menu-explain front 1")).contains("attendant/closed");
    }

    @Test
    @DisplayName("Real phones: a caller hears the attendant's prompt, dials an extension, and the two talk")
    void realPhonesTalkThroughTheAttendant(Exchange exchange, Lab lab) {
        Baresip alice = Baresip.register(lab, exchange.account(), "udp", 440);
        Baresip bob = Baresip.register(lab, exchange.account(), "udp", 1046);
        alice.dial(FRONT);
        alice.awaitTalking();
        Path heard = alice.heard(3);
        assertThat(ShippedPrompt.likeness(exchange.home().resolve(PROMPTS + "welcome.wav"), heard))
                .isGreaterThan(0.7);
        alice.press(bob.number());
        bob.awaitTalking();
        Path atBob = bob.heard(4);
        assertThat(Tone.share(atBob, 440)).as("Alice's tone at Bob's").isGreaterThan(0.8);
        alice.hangUp();
        bob.awaitOver();
        exchange.audit();
    }

    private static SippRun dial(Lab lab, KeyPhone alice) {
        return caller(lab, "caller_is_hung_up_on", alice.local()).dials(FRONT).start();
    }

    /** Where the attendant's audio is. */
    private static Peer answered(Exchange exchange, SippRun caller) {
        Message answer = caller.awaitReceived("200", SOON, message -> message.status() == 200);
        return new Peer(exchange.udp().host(), Calls.port(answer));
    }

    private static ShippedPrompt prompt(String name) {
        return new ShippedPrompt(Path.of(System.getProperty("strowger.home")).resolve(PROMPTS + name + ".wav"));
    }
}
