// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.RequestService;
import org.strowger.api.sip.SipReply;
import org.strowger.testkit.FakeReference;

/** What comes outside of any call, and what should not come at all. */
class RequestsTest extends EndpointFixture {
    private Phone phone;
    private String callId;

    @BeforeEach
    void aPhone() throws IOException {
        phone = new Phone(number());
        callId = Phone.branch();
    }

    @AfterEach
    void hangUpThePhone() {
        nothingIsLeft();
        phone.close();
    }

    private String request(String method, String... more) {
        return phone.request(method, 1, Phone.branch(), callId, "", more);
    }

    /** The exchange still does its work. */
    private void itStillAnswers() throws IOException {
        String branch = Phone.branch();
        phone.send(phone.request("OPTIONS", 1, branch, Phone.branch(), ""));
        while (!phone.await("SIP/2.0").header("Via").contains(branch)) {
            assertThat(branch).isNotEmpty();
        }
    }

    @Test
    void optionsAreTold() throws Exception {
        phone.send(request("OPTIONS"));
        Phone.Message ok = phone.await("SIP/2.0 200");
        assertThat(String.join(",", ok.all("Allow"))).contains("INVITE", "BYE", "OPTIONS");
        assertThat(ok.header("Accept")).isEqualTo("application/sdp");
        assertThat(ok.toTag()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BYE", "UPDATE", "PRACK"})
    void whatBelongsToACallIsUnknownWithoutOne(String method) throws Exception {
        phone.send(phone.request(method, 1, Phone.branch(), callId, "nosuchtag"));
        phone.await("SIP/2.0 481");
        phone.send(request(method));
        phone.await("SIP/2.0 481");
    }

    @Test
    void anAckOfNothingIsMetWithSilence() throws Exception {
        phone.send(phone.request("ACK", 1, Phone.branch(), callId, "nosuchtag"));
        phone.hearsNo("SIP/2.0", 300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUBSCRIBE", "FROBNICATE"})
    void aMethodThatNobodyServesIsNotAllowed(String method) throws Exception {
        phone.send(request(method));
        assertThat(phone.await("SIP/2.0 405").all("Allow")).isNotEmpty();
    }

    @Test
    void aRequestIsServedByWhoeverServesItsMethod() throws Exception {
        AtomicReference<String> flow = new AtomicReference<>();
        RequestService service = request -> {
            flow.set(request.flow().toString());
            return SipReply.of(202, new Header("X-Own", "y"));
        };
        FakeReference<RequestService> reference = new FakeReference<>(1, 0, Map.of(RequestService.METHOD, "MESSAGE"));
        endpoint.bindService(service, reference);
        phone.send(request("MESSAGE"));
        assertThat(phone.await("SIP/2.0 202").header("X-Own")).isEqualTo("y");
        assertThat(flow).hasValue("udp:" + phone.address());
        endpoint.unbindService(service, reference);
        phone.send(phone.request("MESSAGE", 2, Phone.branch(), callId, ""));
        assertThat(phone.await("SIP/2.0 503").all("Retry-After")).hasSize(1);
    }

    @Test
    void aRequestThatComesAgainIsAnsweredAgainAndServedOnce() throws Exception {
        AtomicInteger served = new AtomicInteger();
        RequestService service = request -> SipReply.of(202, new Header("X-Number", "" + served.incrementAndGet()));
        endpoint.bindService(service, new FakeReference<>(1, 0, Map.of(RequestService.METHOD, "MESSAGE")));
        String message = request("MESSAGE");
        for (int i = 0; i < 3; i++) {
            Phone.Message answer = answerTo(message);
            assertThat(answer.first()).startsWith("SIP/2.0 202");
            assertThat(answer.header("X-Number")).isEqualTo("1");
        }
    }

    /** Asks until there is an answer, as phones do by timer E: what comes while an answer is just leaving, the stack drops. */
    private Phone.Message answerTo(String message) throws IOException {
        Optional<Phone.Message> answer = Optional.empty();
        for (int attempt = 0; attempt < 10 && answer.isEmpty(); attempt++) {
            phone.send(message);
            answer = phone.receive(500);
        }
        return answer.orElseThrow(() -> new AssertionError("no answer"));
    }

    @Test
    void aRegistrationThatNobodyServesIsToldToRetry() throws Exception {
        phone.send(request("REGISTER"));
        assertThat(phone.await("SIP/2.0 503").all("Retry-After")).hasSize(1);
    }

    @Test
    void anInviteWithoutHopsLeftLoops() throws Exception {
        phone.send(request("INVITE").replace("Max-Forwards: 70", "Max-Forwards: 0"));
        phone.await("SIP/2.0 483");
    }

    @Test
    void anExtensionThatIsRequiredIsNamedAsUnsupported() throws Exception {
        phone.send(request("INVITE", "Require: 100rel, replaces, join"));
        assertThat(phone.await("SIP/2.0 420").header("Unsupported")).matches("100rel, ?join");
    }

    @ParameterizedTest
    @ValueSource(strings = {"urn:service:sos", "mailto:a@example.org", "http://example.org/"})
    void aRequestUriOfAnotherSchemeIsUnsupported(String uri) throws Exception {
        phone.send(phone.request("INVITE", uri, 1, Phone.branch(), callId, ""));
        phone.await("SIP/2.0 416");
    }

    @ParameterizedTest
    @ValueSource(strings = {"From: <http://example.org>;tag=x", "From: <isbn:2983792873>;tag=x", "To: <mailto:b@h>"})
    void soAreFromAndTo(String line) throws Exception {
        String name = line.substring(0, line.indexOf(':'));
        phone.send(request("INVITE").replaceFirst(name + ": [^\r]*", line));
        phone.await("SIP/2.0 416");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contact: <mailto:a@h>", "Contact: <tel:+12125551212>", "Contact: *"})
    void aCallWithAContactThatNobodyCanReachIsReachedWhereItCameFrom(String contact) throws Exception {
        phone.send(request("INVITE", SDP.text()).replaceFirst("Contact: [^\r]*", contact));
        Heard a = offered();
        a.run(leg -> leg.answer(java.util.Optional.of(SDP)));
        String tag = phone.await("SIP/2.0 200").toTag();
        phone.send(phone.request("ACK", 1, Phone.branch(), callId, tag));
        a.next(LegEvent.Confirmed.class);
        a.run(leg -> leg.hangup(Cause.of(Cause.By.US, 200)));
        Phone.Message bye = phone.await("BYE");
        assertThat(bye.first()).isEqualTo("BYE sip:" + phone.address() + " SIP/2.0");
        phone.send(phone.response(bye, "200 OK", ""));
    }

    @Test
    void aCallWithoutAContactIsABadRequest() throws Exception {
        phone.send(request("INVITE", SDP.text()).replaceFirst("Contact: [^\r]*", "Supported: x"));
        phone.await("SIP/2.0 400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "hello",
                "INVITE",
                "INVITE sip:a@b SIP/2.0\r\n\r\n",
                "SIP/2.0 200 OK\r\n\r\n",
                "INVITE sip:a@b SIP/9.9\r\nVia: x\r\n\r\n",
                "SIP/2.0 abc OK\r\nVia: SIP/2.0/UDP h\r\n\r\n",
                "\u0000\u0001\u0002\u00ff",
                "INVITE sip:[::1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\n\r\n"
            })
    void garbageDoesNoHarm(String garbage) throws Exception {
        phone.send(garbage);
        itStillAnswers();
    }

    @Test
    void aMessageOfManyBracketsDoesNotEndTheReader() throws Exception {
        String deep = "\"".repeat(3_000) + "<".repeat(3_000) + "(".repeat(3_000);
        phone.send(request("INVITE").replaceFirst("From: [^\r]*", "From: " + deep));
        phone.send(request("INVITE").replaceFirst("Contact: [^\r]*", "Contact: " + deep));
        phone.send(request("INVITE", "Subject: " + deep, "X-Own: " + deep).replace("INVITE", "OPTIONS"));
        itStillAnswers();
        while (!offers.isEmpty()) {
            Heard a = offered();
            a.run(leg -> leg.hangup(Cause.of(Cause.By.US, 480)));
        }
    }

    @Test
    void anEngineThatFailsCostsTheCallA500() throws Exception {
        endpoint.bindSwitchboard(new Board(offer -> {
            throw new IllegalStateException("a bug that the test planted");
        }));
        try {
            phone.send(request("INVITE"));
            phone.await("SIP/2.0 500");
        } finally {
            endpoint.bindSwitchboard(board);
        }
    }

    @Test
    void withoutAnEngineACallWaitsAndIsThenToldToRetry() throws Exception {
        endpoint.unbindSwitchboard(board);
        try {
            phone.send(request("INVITE"));
            phone.hearsNo("SIP/2.0 503", 500);
            assertThat(phone.await("SIP/2.0 503").all("Retry-After")).hasSize(1);
        } finally {
            endpoint.bindSwitchboard(board);
        }
    }

    @Test
    void anEngineThatComesInTimeTakesTheCall() throws Exception {
        endpoint.unbindSwitchboard(board);
        phone.send(request("INVITE"));
        phone.hearsNo("SIP/2.0 503", 300);
        endpoint.bindSwitchboard(board);
        Heard a = offered();
        a.run(leg -> leg.hangup(Cause.of(Cause.By.US, 486)));
        phone.await("SIP/2.0 486");
    }
}
