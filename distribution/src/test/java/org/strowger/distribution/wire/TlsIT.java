// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.testkit.Certificates;

/** SIP over TLS: phones that come in by it, and an outside line that goes out by it. RFC 3261 section 26.2, RFC 5922. */
@Wire
final class TlsIT {
    private static final String FILE = "org.strowger.sip-tls.cfg";
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    static Path folder;

    private static Certificates authority;

    @BeforeAll
    static void certify() throws Exception {
        authority = new Certificates(folder);
        authority.certify("exchange", "dns:pbx.example,ip:127.0.0.1");
        authority.certify("renewed", "dns:pbx.example,ip:127.0.0.1");
        authority.certify("provider", "dns:provider.example");
        authority.certify("other", "dns:other.example");
    }

    /** A TLS listener, until it is closed. */
    private static Exchange.Change listener(Exchange exchange, Peer at, Path certificate, Path key) {
        ExchangeLog.Mark mark = exchange.log().mark();
        Exchange.Change opened = exchange.configure(
                FILE,
                "transport = tls\nhost = " + at.host() + "\nport = " + at.port() + "\ntls.certificate = " + certificate
                        + "\ntls.key = " + key + "\ntls.trust = " + authority.certificate("authority") + "\n");
        mark.await("listener tls: tls " + at.host() + " port " + at.port(), SOON);
        return opened;
    }

    private static Exchange.Change listener(Exchange exchange, Peer at) {
        return listener(exchange, at, authority.certificate("exchange"), authority.key("exchange"));
    }

    private static Peer free() {
        return new Peer("127.0.0.1", FreePorts.next());
    }

    private static SSLSocket connected(Lab lab, Peer listener) throws IOException, GeneralSecurityException {
        return lab.closeLater((SSLSocket)
                authority.context(Optional.empty()).getSocketFactory().createSocket(listener.host(), listener.port()));
    }

    /** Somebody who listens by TLS, with a certificate. */
    private static SSLServerSocket server(Lab lab, Peer at, String alias) throws IOException, GeneralSecurityException {
        SSLServerSocket server = (SSLServerSocket) authority
                .context(Optional.of(alias))
                .getServerSocketFactory()
                .createServerSocket(at.port(), 5, InetAddress.getByName(at.host()));
        server.setSoTimeout((int) SOON.toMillis());
        return lab.closeLater(server);
    }

    private static CompletableFuture<RawPhone> accepted(SSLServerSocket server) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return RawPhone.tls(server.accept());
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        });
    }

    @Test
    @DisplayName("N4: a phone registers by TLS, and is called by its own connection")
    void aPhoneRegistersAndIsCalledByTls(Exchange exchange, Lab lab) throws Exception {
        Peer tls = free();
        Account account = exchange.account();
        try (Exchange.Change listener = listener(exchange, tls)) {
            RawPhone phone = RawPhone.tls(connected(lab, tls));
            Phones.bind(phone, account, "sip:" + account.number() + "@" + phone.local() + ";transport=tls");
            RawPhone caller = lab.trunkPhone("branch");
            Request invite = Phones.trunkInvite(caller, account.number());
            caller.send(invite.text(caller));
            Message incoming = phone.awaitRequest("INVITE");
            assertThat(incoming.header("Via")).startsWith("SIP/2.0/TLS " + tls);
            assertThat(incoming.header("Contact")).contains(";transport=tls");
            phone.send(incoming.reply(486, "Busy Here"));
            phone.awaitRequest("ACK");
            Message refusal = caller.answerTo(invite);
            assertThat(refusal.status()).isEqualTo(486);
            caller.send(invite.ack(caller, refusal));
        }
        exchange.audit();
    }

    @Test
    @DisplayName(
            "N4: a line registers and calls by TLS at a provider whose certificate is for the name that was dialled")
    void aLineRegistersAndCallsByTls(Exchange exchange, Lab lab) throws Exception {
        Account account = exchange.account();
        Provider provider = Provider.with(lab, account);
        provider.close();
        try (Exchange.Change listener = listener(exchange, free())) {
            CompletableFuture<RawPhone> accepted = accepted(server(lab, provider.local(), "provider"));
            try (Exchange.Change line = provider.line("transport = tls")) {
                RawPhone upstream = accepted.get(SOON.toSeconds(), TimeUnit.SECONDS);
                Message register = upstream.awaitRequest("REGISTER");
                assertThat(register.header("Via")).startsWith("SIP/2.0/TLS ");
                assertThat(register.header("Contact")).contains(";transport=tls;line=");
                provider.use(upstream);
                provider.accept(register, 3600);
                provider.await("it is registered", () -> provider.field("state").equals("registered"));

                RawPhone caller = lab.trunkPhone("branch");
                Request invite = Phones.trunkInvite(caller, "8100");
                caller.send(invite.text(caller));
                Message outgoing = upstream.awaitRequest("INVITE");
                assertThat(outgoing.uri()).isEqualTo("sip:8100@provider.example;transport=tls");
                upstream.send(outgoing.reply(486, "Busy Here"));
                upstream.awaitRequest("ACK");
                Message refusal = caller.answerTo(invite);
                assertThat(refusal.status()).isEqualTo(486);
                caller.send(invite.ack(caller, refusal));
            }
        }
        exchange.audit();
    }

    @Test
    @DisplayName("N4: a wrong certificate puts the line in a failed state, with the reason in words")
    void aWrongCertificateIsSaidInWords(Exchange exchange, Lab lab) throws Exception {
        Account account = exchange.account();
        Provider provider = Provider.with(lab, account);
        provider.close();
        ExchangeLog.Mark mark = exchange.log().mark();
        try (Exchange.Change listener = listener(exchange, free())) {
            try (SSLServerSocket wrong = server(lab, provider.local(), "other")) {
                CompletableFuture<Void> heard = accepted(wrong).thenAccept(peer -> {
                    assertThat(peer.receive(SOON))
                            .as("what is sent to a stranger")
                            .isEmpty();
                });
                try (Exchange.Change line = provider.line("transport = tls")) {
                    mark.await("ALARM: .*its certificate is for other.example, not for provider.example", SOON);
                    assertThat(provider.field("failure")).isEqualTo("not trusted");
                    assertThat(provider.field("why")).contains("its certificate is for other.example");
                    assertThat(provider.field("alarm")).isEqualTo("true");
                    assertThat(Phones.refusalOfTrunkCall(lab, "8100").status()).isEqualTo(503);
                    heard.get(SOON.toSeconds(), TimeUnit.SECONDS);
                }
            }
        }
        exchange.audit();
    }

    @Test
    @DisplayName(
            "certificates are replaced at run time: for new connections, and no connection is dropped; bad ones change nothing")
    void certificatesAreReplacedAtRunTime(Exchange exchange, Lab lab) throws Exception {
        Peer tls = free();
        Path certificate = lab.folder().resolve("mine.pem");
        Path key = lab.folder().resolve("mine.key");
        Files.copy(authority.certificate("exchange"), certificate);
        Files.copy(authority.key("exchange"), key);
        try (Exchange.Change listener = listener(exchange, tls, certificate, key)) {
            SSLSocket before = connected(lab, tls);
            RawPhone phone = RawPhone.tls(before);
            assertThat(phone.ask(Request.of("OPTIONS", "sip:" + tls)).status()).isEqualTo(200);

            ExchangeLog.Mark mark = exchange.log().mark();
            Files.writeString(certificate, "not a certificate");
            mark.await("tls.certificate: .*mine.pem holds no certificate", SOON);
            assertThat(principal(lab, tls)).isEqualTo("CN=exchange");

            mark = exchange.log().mark();
            Files.copy(authority.key("renewed"), key, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(authority.certificate("renewed"), certificate, StandardCopyOption.REPLACE_EXISTING);
            mark.await("listener tls: new certificates", SOON);
            assertThat(principal(lab, tls)).isEqualTo("CN=renewed");
            assertThat(exchange.json("pbx:config-problems")).isEmpty();
            assertThat(phone.ask(Request.of("OPTIONS", "sip:" + tls)).status())
                    .as("by the old connection")
                    .isEqualTo(200);
        }
    }

    private static String principal(Lab lab, Peer tls) throws IOException, GeneralSecurityException {
        SSLSocket socket = connected(lab, tls);
        return socket.getSession().getPeerPrincipal().toString();
    }

    @Test
    @DisplayName(
            "T8: a peer is known by the name that its certificate is for, from wherever, and another is a stranger")
    void aTrunkIsKnownByItsCertificate(Exchange exchange, Lab lab) throws Exception {
        Peer tls = free();
        String listener = "transport = tls\nhost = " + tls.host() + "\nport = " + tls.port() + "\ntls.certificate = "
                + authority.certificate("exchange") + "\ntls.key = " + authority.key("exchange") + "\ntls.trust = "
                + authority.certificate("authority") + "\ntls.clients = want\n";
        ExchangeLog.Mark mark = exchange.log().mark();
        try (Exchange.Change opened = exchange.configure(FILE, listener);
                Exchange.Change trunk =
                        exchange.configure("org.strowger.trunk-cert.cfg", "certificate = provider.example\n")) {
            mark.await("listener tls: tls " + tls.host() + " port " + tls.port(), SOON);
            Await.until(
                    () -> "the trunk is here: " + exchange.json("pbx:trunks"),
                    SOON,
                    () -> exchange.json("pbx:trunks").toString().contains("trunk-cert"));
            assertThat(refusal(lab, tls, "provider"))
                    .as("nobody has the number")
                    .isEqualTo(404);
            assertThat(refusal(lab, tls, "other")).as("a stranger").isEqualTo(401);
        }
        exchange.audit();
    }

    /** What becomes of a call to nobody by somebody with a certificate. */
    private static int refusal(Lab lab, Peer listener, String alias) throws IOException, GeneralSecurityException {
        SSLSocket socket = lab.closeLater((SSLSocket) authority
                .context(Optional.of(alias))
                .getSocketFactory()
                .createSocket(listener.host(), listener.port()));
        RawPhone phone = RawPhone.tls(socket);
        return Phones.refusal(phone, Phones.trunkInvite(phone, "9999999")).status();
    }
}
