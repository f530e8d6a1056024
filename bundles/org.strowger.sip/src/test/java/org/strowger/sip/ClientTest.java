// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.strowger.api.sip.ClientRequest;
import org.strowger.api.sip.ClientResult;
import org.strowger.api.sip.Credentials;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/** Requests of ours outside of a dialog, with a registrar made of text at the other end. */
class ClientTest extends EndpointFixture {
    private final BlockingQueue<ClientResult> results = new LinkedBlockingQueue<>();

    private static ClientRequest register(Transport transport, String host, int port, boolean credentials) {
        SipUri account = SipUri.of("4930555", "example.org", 0);
        return new ClientRequest(
                "REGISTER",
                SipUri.parse("sip:example.org"),
                NameAddr.of(account),
                NameAddr.of(account),
                "line-1",
                7,
                new Flow(transport, host, port, "udp"),
                List.of("<sip:proxy.example.org;lr>"),
                Optional.of(new SipUri("sip", "4930555", "", 0, ";line=abc")),
                credentials ? Optional.of(new Credentials("alice", "secret")) : Optional.empty(),
                List.of(new Header("Expires", "600")));
    }

    private void send(ClientRequest request) {
        new Client(endpoint).send(request, Runnable::run, results::add);
    }

    private <R extends ClientResult> R result(Class<R> kind) throws InterruptedException {
        ClientResult result = results.poll(5, TimeUnit.SECONDS);
        assertThat(result).isInstanceOf(kind);
        return kind.cast(result);
    }

    @Test
    void aChallengeIsAnsweredAndTheAnswerComesWithAllItsHeaders() throws IOException, InterruptedException {
        try (Phone registrar = new Phone(number())) {
            send(register(Transport.UDP, "127.0.0.1", registrar.port(), true));
            Phone.Message first = registrar.await("REGISTER sip:example.org SIP/2.0");
            String contact = "sip:4930555@127.0.0.1:" + number() + ";line=abc";
            assertThat(first.header("Contact")).isEqualTo("<" + contact + ">");
            assertThat(first.header("CSeq")).isEqualTo("7 REGISTER");
            assertThat(first.header("Route")).isEqualTo("<sip:proxy.example.org;lr>");
            assertThat(first.header("Expires")).isEqualTo("600");
            assertThat(first.all("Authorization")).isEmpty();
            registrar.send(registrar.response(
                    first,
                    "401 Unauthorized",
                    "reg",
                    "WWW-Authenticate: Digest realm=\"example.org\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\""));
            Phone.Message second = registrar.await("REGISTER");
            assertThat(second.header("CSeq")).isEqualTo("8 REGISTER");
            assertThat(second.header("Call-ID")).isEqualTo("line-1");
            assertThat(second.header("From")).as("the same tag").isEqualTo(first.header("From"));
            assertThat(second.header("Via")).as("another branch").isNotEqualTo(first.header("Via"));
            assertThat(second.header("Contact")).isEqualTo(first.header("Contact"));
            assertThat(second.header("Authorization"))
                    .contains("username=\"alice\"", "nonce=\"n1\"", "nc=00000001", "algorithm=SHA-256");
            registrar.send(registrar.response(
                    second, "200 OK", "reg", "Service-Route: <sip:edge.example.org;lr>", "Expires: 300"));
        }
        ClientResult.Answered answered = result(ClientResult.Answered.class);
        assertThat(answered.reply().status().code()).isEqualTo(200);
        assertThat(answered.cseq()).isEqualTo(8);
        assertThat(answered.contact().orElseThrow().parameter("line")).contains("abc");
        assertThat(answered.reply().headers())
                .extracting(header -> header.name().toLowerCase(java.util.Locale.ROOT))
                .contains("contact", "service-route", "expires");
    }

    @Test
    void aSecondChallengeOfTheSameRealmIsTheAnswer() throws IOException, InterruptedException {
        try (Phone registrar = new Phone(number())) {
            send(register(Transport.UDP, "127.0.0.1", registrar.port(), true));
            for (String nonce : List.of("n1", "n2")) {
                registrar.send(registrar.response(
                        registrar.await("REGISTER"),
                        "401 Unauthorized",
                        "reg",
                        "WWW-Authenticate: Digest realm=\"example.org\", nonce=\"" + nonce + "\", qop=\"auth\""));
            }
        }
        ClientResult.Answered answered = result(ClientResult.Answered.class);
        assertThat(answered.reply().status().code()).isEqualTo(401);
        assertThat(answered.cseq()).isEqualTo(8);
    }

    @Test
    void withoutCredentialsAChallengeIsTheAnswer() throws IOException, InterruptedException {
        try (Phone registrar = new Phone(number())) {
            send(register(Transport.UDP, "127.0.0.1", registrar.port(), false));
            registrar.send(registrar.response(
                    registrar.await("REGISTER"),
                    "401 Unauthorized",
                    "reg",
                    "WWW-Authenticate: Digest realm=\"example.org\", nonce=\"n\""));
        }
        assertThat(result(ClientResult.Answered.class).reply().status().code()).isEqualTo(401);
    }

    @Test
    void whatCannotLeaveIsSaidToBeSo() throws InterruptedException {
        send(register(Transport.TLS, "127.0.0.1", 5061, true));
        assertThat(result(ClientResult.Unsent.class).why()).contains("no tls listener");
        send(register(Transport.UDP, "registrar.example.org", 5060, true));
        assertThat(result(ClientResult.Unsent.class).why()).contains("no numeric address");
    }

    @Test
    void aConnectionThatIsRefusedIsSaidToBeSo() throws IOException, InterruptedException {
        Port tcp = endpoint.sockets().open(new ListenerSpec("tcp", Transport.TCP, "127.0.0.1", freePort(), ""));
        try {
            send(register(Transport.TCP, "127.0.0.1", freePort(), true));
            assertThat(result(ClientResult.Unsent.class).cseq()).isEqualTo(7);
        } finally {
            endpoint.sockets().close(tcp);
        }
    }

    @Test
    void whoWaitsWhenTheStackStopsIsTold() throws IOException, InterruptedException {
        try (Phone registrar = new Phone(number())) {
            Client client = new Client(endpoint);
            client.send(register(Transport.UDP, "127.0.0.1", registrar.port(), true), Runnable::run, results::add);
            registrar.await("REGISTER");
            assertThat(client.tables().get(0).size()).isEqualTo(1);
            client.deactivate();
            assertThat(result(ClientResult.Unsent.class).why()).contains("stops");
            assertThat(client.tables().get(0).size()).isZero();
        }
    }

    @Test
    void whoHasStoppedItselfIsForgotten() throws IOException {
        try (Phone registrar = new Phone(number())) {
            Client client = new Client(endpoint);
            boolean[] stopped = new boolean[1];
            client.send(
                    register(Transport.UDP, "127.0.0.1", registrar.port(), true),
                    task -> {
                        if (stopped[0]) {
                            throw new RejectedExecutionException("stopped");
                        }
                        task.run();
                    },
                    results::add);
            registrar.await("REGISTER");
            stopped[0] = true;
            client.deactivate();
            assertThat(results).isEmpty();
            assertThat(client.tables().get(0).size()).isZero();
        }
    }
}
