// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.media.Await.until;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.api.call.Leg.Side;
import org.strowger.api.media.MediaPort;
import org.strowger.api.media.Relay;

/** A bundle that uses media goes, and its next version comes, or does not. */
class MediaUserTest {
    @TempDir
    private Path storage;

    private Installed media;
    private MediaUser next;
    private Phone a;
    private Phone b;

    @BeforeEach
    void start() throws Exception {
        media = Installed.start(storage, 1, Installed.RANGE);
        next = new MediaUser(media.service());
        a = new Phone("127.0.0.2", 0xA);
        b = new Phone("127.0.0.3", 0xB);
    }

    @AfterEach
    void stop() {
        media.close();
        a.close();
        b.close();
    }

    @Test
    void theNextVersionIsHandedWhatIsOpen() throws Exception {
        Relay relay = media.relay("call-1");
        relay.pass(Side.A, a.sdp(), a.addresses(), b.addresses());
        MediaPort echo = media.echo("call-1");
        echo.offer(a.addresses());
        media.user().deactivate();
        assertThat(next.relay("call-1", relay.memory())).isSameAs(relay);
        assertThat(next.echo("call-1", echo.memory())).isSameAs(echo);
        assertThat(media.ports()).isEqualTo(6);
    }

    @Test
    void anotherCallIsNotHandedWhatIsOpen() throws Exception {
        Relay relay = media.relay("call-1");
        relay.pass(Side.A, a.sdp(), a.addresses(), b.addresses());
        assertThat(next.relay("call-2", relay.memory())).isNotSameAs(relay);
        assertThat(media.ports()).isEqualTo(4);
    }

    @Test
    void twoEchoesOfOneCallAreToldApart() throws Exception {
        MediaPort one = media.echo("call-1");
        MediaPort two = media.echo("call-1");
        one.offer(a.addresses());
        two.offer(a.addresses());
        assertThat(next.echo("call-1", two.memory())).isSameAs(two);
        assertThat(next.echo("call-1", one.memory())).isSameAs(one);
    }

    @Test
    void whatWasClosedIsNotHandedOver() throws Exception {
        MediaPort echo = media.echo("call-1");
        echo.offer(a.addresses());
        echo.close();
        until(() -> media.ports() == 0);
        assertThat(next.echo("call-1", echo.memory())).isNotSameAs(echo);
    }

    @Test
    void whatNobodyComesBackForIsClosedWhenNothingWasHeardForAWhile() throws Exception {
        media.echo("call-1").answer(a.sdp(), a.addresses());
        int port = Phone.port(media.echo("call-2").answer(a.sdp(), a.addresses()));
        media.user().deactivate();
        media.look();
        a.send(port, "somebody speaks");
        assertThat(a.hear()).isEqualTo("somebody speaks");
        media.look();
        until(() -> media.ports() == 2);
        assertThat(media.service().sockets())
                .allSatisfy(socket -> assertThat(socket.callId()).isEqualTo("call-2"));
        media.look();
        until(() -> media.ports() == 0);
    }

    @Test
    void aRelayIsLeftToWhoeverCarriesTheCall() throws Exception {
        media.relay("call-1").pass(Side.A, a.sdp(), a.addresses(), b.addresses());
        media.user().deactivate();
        media.look();
        media.look();
        media.look();
        assertThat(media.ports()).isEqualTo(4);
    }

    @Test
    void whatIsUsedStaysHoweverSilent() throws Exception {
        MediaPort used = media.echo("call-1");
        used.offer(a.addresses());
        MediaPort takenOver = media.echo("call-2");
        takenOver.offer(a.addresses());
        media.look();
        media.look();
        media.user().deactivate();
        media.look();
        next.echo("call-1", used.memory());
        next.echo("call-2", takenOver.memory());
        media.look();
        media.look();
        assertThat(media.ports()).isEqualTo(4);
    }
}
