// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Target;
import org.strowger.api.sip.ClientRequest;
import org.strowger.api.sip.ClientResult;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;
import org.strowger.testkit.Certificates;

/** SIP over TLS: RFC 3261 section 26.2, RFC 5922. */
class TlsTest extends EndpointFixture {
    private static final String PROVIDER = "provider.example";

    @TempDir
    static Path ours;

    @TempDir
    static Path strangers;

    private static Certificates authority;
    private static Certificates stranger;

    @BeforeAll
    static void certify() throws Exception {
        authority = new Certificates(ours);
        authority.certify("exchange", "dns:pbx.example");
        authority.certify("renewed", "dns:pbx.example");
        authority.certify("provider", "dns:provider.example");
        authority.certify("domain", "uri:sip:provider.example,dns:host.example");
        authority.certify("wildcard", "dns:*.example");
        authority.certify("address", "ip:127.0.0.1");
        authority.certify("expired", "dns:provider.example", "-startdate", "-10d", "-validity", "5");
        stranger = new Certificates(strangers);
        stranger.certify("provider", "dns:provider.example");
    }

    private static TlsFiles files(String alias, TlsFiles.Clients clients) {
        return new TlsFiles(
                authority.certificate(alias),
                authority.key(alias),
                Optional.of(authority.certificate("authority")),
                clients);
    }

    private Port listener(String name, TlsFiles.Clients clients) throws IOException {
        return endpoint.sockets()
                .open(new ListenerSpec(
                        name, Transport.TLS, "127.0.0.1", freePort(), "", Optional.of(files("exchange", clients))));
    }

    private static SSLSocket connected(Port listener, SSLContext context, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.portNumber());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static String overTls(String message) {
        return message.replace("SIP/2.0/TCP", "SIP/2.0/TLS").replace("transport=tcp", "transport=tls");
    }

    /** Accepts one connection, on a thread of its own. */
    private static CompletableFuture<TcpPhone> accepted(SSLServerSocket server) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new TcpPhone(server.accept());
            } catch (IOException closed) {
                throw new java.io.UncheckedIOException(closed);
            }
        });
    }

    private static SSLServerSocket server(Certificates of, String alias) throws Exception {
        SSLServerSocket server = (SSLServerSocket) of.context(Optional.of(alias))
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server.setSoTimeout(5_000);
        return server;
    }

    private static Flow to(SSLServerSocket server, String name) {
        return new Flow(Transport.TLS, "127.0.0.1", server.getLocalPort(), "", name);
    }

    private ClientResult asked(Flow flow) throws InterruptedException {
        BlockingQueue<ClientResult> results = new LinkedBlockingQueue<>();
        SipUri uri = SipUri.parse("sip:provider.example;transport=tls");
        new Client(endpoint)
                .send(
                        new ClientRequest(
                                "OPTIONS",
                                uri,
                                NameAddr.of(SipUri.ours("")),
                                NameAddr.of(uri),
                                Phone.branch(),
                                1,
                                flow,
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of()),
                        Runnable::run,
                        results::add);
        ClientResult result = results.poll(10, TimeUnit.SECONDS);
        assertThat(result).isNotNull();
        return result;
    }

    private static void answers(TcpPhone phone) throws IOException {
        Phone.Message options = phone.await("OPTIONS");
        assertThat(options.header("Via")).startsWith("SIP/2.0/TLS ");
        phone.send(TcpTest.answer(options, "200 OK", "p"));
    }

    // ---- to us

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aPhoneCallsAndIsHungUpOnByItsOwnConnection(String protocol) throws Exception {
        Port tls = listener("tls-" + protocol, TlsFiles.Clients.NONE);
        try (SSLSocket socket = connected(tls, authority.context(Optional.empty()), protocol)) {
            TcpPhone phone = new TcpPhone(socket);
            String callId = Phone.branch();
            phone.send(overTls(phone.request("INVITE", 1, callId, "", SDP.text())));
            Heard a = offered();
            a.run(leg -> leg.answer(Optional.of(SDP)));
            Phone.Message ok = phone.await("SIP/2.0 200");
            assertThat(ok.header("Contact")).contains("sip:1002@127.0.0.1:" + tls.portNumber() + ";transport=tls");
            phone.send(overTls(phone.request("ACK", 1, callId, ok.toTag())));
            a.next(LegEvent.Confirmed.class);
            a.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
            Phone.Message bye = phone.await("BYE");
            assertThat(bye.header("Via")).startsWith("SIP/2.0/TLS ");
            phone.send(bye.text()
                    .replaceFirst("BYE [^\r]*", "SIP/2.0 200 OK")
                    .replaceFirst("Max-Forwards: [^\r]*\r\n", ""));
            nothingIsLeft();
        } finally {
            endpoint.sockets().close(tls);
        }
    }

    @Test
    void recordsAreCutByTlsAndMessagesByTheirLengths() throws Exception {
        Port tls = listener("pieces", TlsFiles.Clients.NONE);
        try (SSLSocket socket = connected(tls, authority.context(Optional.empty()))) {
            TcpPhone phone = new TcpPhone(socket);
            String options = overTls(phone.request("OPTIONS", 1, "a", ""));
            for (char each : options.toCharArray()) {
                phone.send(String.valueOf(each));
            }
            phone.await("SIP/2.0 200");
            String big = "Subject: " + "x".repeat(3_000);
            phone.send(overTls(phone.request("OPTIONS", 1, "b", "", big))
                    + overTls(phone.request("OPTIONS", 1, "c", "", big)));
            phone.await("SIP/2.0 200");
            phone.await("SIP/2.0 200");
        } finally {
            endpoint.sockets().close(tls);
        }
    }

    @Test
    void whoHasToShowACertificateIsRefusedWithoutOne() throws Exception {
        Port tls = listener("strict", TlsFiles.Clients.NEED);
        try {
            try (SSLSocket socket = connected(tls, authority.context(Optional.empty()))) {
                TcpPhone phone = new TcpPhone(socket);
                assertThatThrownBy(() -> {
                            phone.send(overTls(phone.request("OPTIONS", 1, "a", "")));
                            phone.await("SIP/2.0 200");
                        })
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(SocketTimeoutException.class);
            }
            try (SSLSocket socket = connected(tls, authority.context(Optional.of("provider")))) {
                TcpPhone phone = new TcpPhone(socket);
                phone.send(overTls(phone.request("OPTIONS", 1, "b", "")));
                phone.await("SIP/2.0 200");
            }
        } finally {
            endpoint.sockets().close(tls);
        }
    }

    @Test
    void newCertificatesAreForNewConnectionsAndOldOnesStay() throws Exception {
        Port tls = listener("renewing", TlsFiles.Clients.NONE);
        try (SSLSocket before = connected(tls, authority.context(Optional.empty()))) {
            TcpPhone phone = new TcpPhone(before);
            phone.send(overTls(phone.request("OPTIONS", 1, "a", "")));
            phone.await("SIP/2.0 200");
            assertThat(tls.tls().orElseThrow().identity().outdated()).isFalse();
            tls.tls().orElseThrow().identity().use(files("renewed", TlsFiles.Clients.NONE));
            try (SSLSocket after = connected(tls, authority.context(Optional.empty()))) {
                assertThat(after.getSession().getPeerPrincipal()).hasToString("CN=renewed");
            }
            phone.send(overTls(phone.request("OPTIONS", 2, "a", "")));
            phone.await("SIP/2.0 200");
            assertThat(before.getSession().getPeerPrincipal()).hasToString("CN=exchange");
        } finally {
            endpoint.sockets().close(tls);
        }
    }

    // ---- from us

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "provider, provider.example,  ",
        "provider, PROVIDER.example., ",
        "domain,   provider.example,  ",
        "address,  '',                ",
        "provider, other.example,     'its certificate is for provider.example, not for other.example'",
        "domain,   host.example,      'its certificate is for sip:provider.example, host.example, not for host.example'",
        "wildcard, provider.example,  'its certificate is for *.example, not for provider.example'",
        "provider, '',                'its certificate is for provider.example, not for 127.0.0.1'",
        "expired,  provider.example,  its certificate has expired",
    })
    void whoAnswersHasToBeWhomWeDialled(String alias, String name, String why) throws Exception {
        Port tls = listener("out", TlsFiles.Clients.NONE);
        try (SSLServerSocket server = server(authority, alias)) {
            CompletableFuture<TcpPhone> phone = accepted(server);
            CompletableFuture<Void> answered = why != null
                    ? CompletableFuture.completedFuture(null)
                    : phone.thenAcceptAsync(peer -> {
                        try {
                            answers(peer);
                        } catch (IOException failed) {
                            throw new java.io.UncheckedIOException(failed);
                        }
                    });
            if (why != null) {
                // the handshake is the server's business, too
                phone.thenAcceptAsync(
                        peer -> assertThatThrownBy(() -> peer.await("OPTIONS")).isInstanceOf(IOException.class));
            }
            ClientResult result = asked(to(server, name));
            if (why == null) {
                assertThat(result).isInstanceOf(ClientResult.Answered.class);
                answered.get(5, TimeUnit.SECONDS);
            } else {
                assertThat(result).isInstanceOf(ClientResult.Untrusted.class);
                assertThat(((ClientResult.Untrusted) result).why()).isEqualTo(why);
            }
        } finally {
            endpoint.sockets().close(tls);
        }
    }

    @Test
    void anAuthorityThatWeDoNotKnowVouchesForNobody() throws Exception {
        Port tls = listener("out", TlsFiles.Clients.NONE);
        try (SSLServerSocket server = server(stranger, "provider")) {
            CompletableFuture<TcpPhone> phone = accepted(server);
            var unused = phone.thenAcceptAsync(
                    peer -> assertThatThrownBy(() -> peer.await("OPTIONS")).isInstanceOf(IOException.class));
            ClientResult.Untrusted result = (ClientResult.Untrusted) asked(to(server, PROVIDER));
            assertThat(result.why()).isEqualTo("its certificate is of no authority that we trust");
        } finally {
            endpoint.sockets().close(tls);
        }
    }

    @Test
    void aConnectionIsUsedAgainButNotForSomebodyElse() throws Exception {
        Port tls = listener("out", TlsFiles.Clients.NONE);
        try (SSLServerSocket server = server(authority, "provider")) {
            CompletableFuture<TcpPhone> accepted = accepted(server);
            CompletableFuture<ClientResult> first = CompletableFuture.supplyAsync(() -> quietly(to(server, PROVIDER)));
            TcpPhone phone = accepted.get(5, TimeUnit.SECONDS);
            answers(phone);
            assertThat(first.get(5, TimeUnit.SECONDS)).isInstanceOf(ClientResult.Answered.class);
            CompletableFuture<ClientResult> second = CompletableFuture.supplyAsync(() -> quietly(to(server, PROVIDER)));
            answers(phone);
            assertThat(second.get(5, TimeUnit.SECONDS)).isInstanceOf(ClientResult.Answered.class);
            assertThat(asked(to(server, "other.example"))).isInstanceOf(ClientResult.Untrusted.class);
            phone.close();
            CompletableFuture<TcpPhone> again = accepted(server);
            CompletableFuture<ClientResult> third = CompletableFuture.supplyAsync(() -> quietly(to(server, PROVIDER)));
            answers(again.get(5, TimeUnit.SECONDS));
            assertThat(third.get(5, TimeUnit.SECONDS)).isInstanceOf(ClientResult.Answered.class);
        } finally {
            endpoint.sockets().close(tls);
        }
    }

    private ClientResult quietly(Flow flow) {
        try {
            return asked(flow);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void weShowOurCertificateWhereItIsAskedFor() throws Exception {
        Port tls = listener("out", TlsFiles.Clients.NONE);
        try (SSLServerSocket server = server(authority, "provider")) {
            server.setNeedClientAuth(true);
            CompletableFuture<SSLSocket> accepted = CompletableFuture.supplyAsync(() -> {
                try {
                    return (SSLSocket) server.accept();
                } catch (IOException closed) {
                    throw new java.io.UncheckedIOException(closed);
                }
            });
            CompletableFuture<ClientResult> result = CompletableFuture.supplyAsync(() -> quietly(to(server, PROVIDER)));
            SSLSocket socket = accepted.get(5, TimeUnit.SECONDS);
            answers(new TcpPhone(socket));
            assertThat(socket.getSession().getPeerPrincipal()).hasToString("CN=exchange");
            assertThat(result.get(5, TimeUnit.SECONDS)).isInstanceOf(ClientResult.Answered.class);
        } finally {
            endpoint.sockets().close(tls);
        }
    }

    @Test
    void aPeerThatSpeaksNoTlsIsNoAnswer() throws Exception {
        Port tls = listener("out", TlsFiles.Clients.NONE);
        Port tcp = endpoint.sockets().open(new ListenerSpec("tcp", Transport.TCP, "127.0.0.1", freePort(), ""));
        try {
            ClientResult result = asked(new Flow(Transport.TLS, "127.0.0.1", tcp.portNumber(), "", PROVIDER));
            assertThat(result).isInstanceOf(ClientResult.Unsent.class);
        } finally {
            endpoint.sockets().close(tls);
            endpoint.sockets().close(tcp);
        }
    }

    // ---- sips

    private Heard dials(SipUri uri, Flow flow) {
        Target target = new Target(
                uri, NameAddr.of(SipUri.ours("1001")), NameAddr.of(uri), Optional.of(flow), List.of(), List.of());
        Seat seat = endpoint.seat();
        var leg = endpoint.invite(new Invitation(seat.callId(), target, 69), seat.executor());
        Heard heard = new Heard(leg, seat.executor()::execute, new LinkedBlockingQueue<>());
        heard.run(self -> self.listen(heard.events()::add));
        heard.run(self -> self.start(Optional.of(SDP)));
        return heard;
    }

    @Test
    void aSipsCallHasASipsContactAndASipCallHasNot() throws Exception {
        Port tls = listener("out", TlsFiles.Clients.NONE);
        try (SSLServerSocket server = server(authority, "provider")) {
            CompletableFuture<TcpPhone> accepted = accepted(server);
            Heard secure = dials(SipUri.parse("sips:1002@provider.example"), to(server, PROVIDER));
            TcpPhone phone = accepted.get(5, TimeUnit.SECONDS);
            Phone.Message invite = phone.await("INVITE sips:1002@provider.example");
            assertThat(invite.header("Contact")).isEqualTo("<sips:1001@127.0.0.1:" + tls.portNumber() + ">");
            phone.send(TcpTest.answer(invite, "486 Busy Here", "b"));
            secure.next(LegEvent.Ended.class);
            Heard plain = dials(SipUri.parse("sip:1002@provider.example;transport=tls"), to(server, PROVIDER));
            Phone.Message second = phone.await("INVITE sip:1002");
            assertThat(second.header("Contact"))
                    .isEqualTo("<sip:1001@127.0.0.1:" + tls.portNumber() + ";transport=tls>");
            phone.send(TcpTest.answer(second, "486 Busy Here", "b"));
            plain.next(LegEvent.Ended.class);
            nothingIsLeft();
        } finally {
            endpoint.sockets().close(tls);
        }
    }

    @Test
    void aSipsCallGoesByNoOtherTransport() throws Exception {
        try (Phone phone = new Phone(number())) {
            Heard heard = dials(
                    SipUri.parse("sips:1002@127.0.0.1"), new Flow(Transport.UDP, "127.0.0.1", phone.port(), "udp"));
            assertThat(heard.next(LegEvent.Ended.class).cause().status().code()).isEqualTo(503);
            phone.hearsNo("INVITE", 200);
        }
    }

    @Test
    void aCallToSomebodyWhomWeDoNotTrustFails() throws Exception {
        Port tls = listener("out", TlsFiles.Clients.NONE);
        try (SSLServerSocket server = server(authority, "provider")) {
            CompletableFuture<TcpPhone> phone = accepted(server);
            var unused = phone.thenAcceptAsync(
                    peer -> assertThatThrownBy(() -> peer.await("INVITE")).isInstanceOf(IOException.class));
            Heard heard = dials(SipUri.parse("sip:1002@other.example;transport=tls"), to(server, "other.example"));
            assertThat(heard.next(LegEvent.Ended.class).cause().status().code()).isEqualTo(503);
            nothingIsLeft();
        } finally {
            endpoint.sockets().close(tls);
        }
    }
}
