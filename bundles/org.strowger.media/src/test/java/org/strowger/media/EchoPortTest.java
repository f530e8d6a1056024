// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.media.Await.until;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.api.media.MediaPort;
import org.strowger.api.sip.Body;

class EchoPortTest {
    @TempDir
    private Path storage;

    private Installed media;
    private Phone phone;
    private MediaPort echo;

    @BeforeEach
    void start() throws Exception {
        media = Installed.start(storage, 3, Installed.RANGE);
        phone = new Phone("127.0.0.2", 0xA);
        echo = media.echo("call-1");
    }

    @AfterEach
    void stop() {
        media.close();
        phone.close();
    }

    @Test
    void aPhoneHearsItselfAsAnotherSender() throws Exception {
        int port = Phone.port(echo.answer(phone.sdp(), phone.addresses()));
        phone.send(Phone.EXCHANGE, port, Packets.rtp(0xA, 7, "one"));
        ByteBuffer first = phone.packet();
        phone.send(Phone.EXCHANGE, port, Packets.rtp(0xA, 9, "two"));
        ByteBuffer second = phone.packet();
        assertThat(Rtp.ssrc(first)).isNotEqualTo(0xA).isEqualTo(Rtp.ssrc(second));
        assertThat((short) (Rtp.sequence(second) - Rtp.sequence(first))).isEqualTo((short) 2);
        assertThat(second.getInt(4)).isEqualTo(9 * 160);
    }

    @Test
    void anAnswerToOurOfferIsTakenAtTheSamePort() throws Exception {
        int port = Phone.port(echo.offer(phone.addresses()));
        echo.accept(phone.sdp(), phone.addresses());
        phone.send(port, "hello");
        assertThat(phone.hear()).isEqualTo("hello");
    }

    @Test
    void aReofferKeepsThePortAndTheVersionTellsWhetherSomethingChanged() throws Exception {
        Body first = echo.answer(phone.sdp(), phone.addresses());
        assertThat(echo.answer(phone.sdp(), phone.addresses())).isEqualTo(first);
        Body held = echo.answer(phone.sdp("IN IP4 127.0.0.2", "a=sendonly"), phone.addresses());
        assertThat(Phone.port(held)).isEqualTo(Phone.port(first));
        assertThat(version(held)).isEqualTo(version(first) + 1);
    }

    @Test
    void aPhoneThatHoldsHearsNothing() throws Exception {
        int port = Phone.port(echo.answer(phone.sdp("IN IP4 127.0.0.2", "a=sendonly"), phone.addresses()));
        phone.send(port, "held");
        until(() -> media.service().sockets().get(0).packetsIn() == 1);
        echo.answer(phone.sdp(), phone.addresses());
        phone.send(port, "back");
        assertThat(phone.hear()).isEqualTo("back");
    }

    @Test
    void rtcpIsNotSentBack() throws Exception {
        int port = Phone.port(echo.answer(phone.sdp(), phone.addresses()));
        phone.send(Phone.EXCHANGE, port, Packets.rtcp(0xA));
        phone.send(port, "speech");
        assertThat(phone.hear()).isEqualTo("speech");
    }

    @Test
    void itsPortsAreGivenBack() throws Exception {
        echo.offer(phone.addresses());
        assertThat(media.ports()).isEqualTo(2);
        echo.close();
        echo.close();
        until(() -> media.ports() == 0);
    }

    private static long version(Body sdp) {
        return Long.parseLong(sdp.text()
                .lines()
                .filter(line -> line.startsWith("o="))
                .findFirst()
                .orElseThrow()
                .split(" ")[2]);
    }
}
