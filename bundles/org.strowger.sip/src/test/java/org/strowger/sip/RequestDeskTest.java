// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.RequestService;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Transport;
import org.strowger.testkit.FakeReference;
import org.strowger.testkit.ManualExecutor;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

class RequestDeskTest {
    private static final Flow FLOW = new Flow(Transport.UDP, "192.0.2.7", 5060, "udp");

    private final ManualExecutor pool = new ManualExecutor();
    private final ManualScheduler timer = new ManualScheduler(new StillClock());
    private final RequestDesk desk = new RequestDesk(pool, 4, timer, () -> StackSettings.DEFAULT);
    private final List<SIPResponse> sent = new ArrayList<>();
    private long ids;

    @AfterEach
    void nothingIsLeft() {
        assertThat(desk.waiting()).isZero();
        assertThat(timer.waiting()).isZero();
        assertThat(pool.waiting()).isZero();
    }

    private final SIPServerTransaction transaction = (SIPServerTransaction) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {SIPServerTransaction.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("sendResponse")) {
                    sent.add((SIPResponse) arguments[0]);
                } else {
                    assertThat(method.getName()).isEqualTo("setReleaseReferencesStrategy");
                }
                return null;
            });

    private ServiceReference<RequestService> serve(int ranking, RequestService service, String... methods) {
        Object property = methods.length == 1 ? methods[0] : methods;
        FakeReference<RequestService> reference =
                new FakeReference<>(++ids, ranking, Map.of(RequestService.METHOD, property));
        desk.add(reference, service);
        return reference;
    }

    private void take(String method) {
        SIPRequest request = WireText.request(method, "sip:pbx.example");
        desk.take(request, transaction, new RequestView(request, FLOW));
        pool.runAll();
    }

    private List<Integer> codes() {
        return sent.stream().map(SIPResponse::getStatusCode).toList();
    }

    private static RequestService says(int code) {
        return request -> SipReply.of(code);
    }

    @Test
    void theHighestRankedServiceOfTheMethodAnswers() {
        serve(0, says(404), "REGISTER");
        serve(10, says(200), "REGISTER", "MESSAGE");
        serve(5, says(403), "REGISTER");
        serve(0, says(202), "MESSAGE");
        take("REGISTER");
        take("MESSAGE");
        assertThat(codes()).containsExactly(200, 200);
    }

    @Test
    void theNextInRankTakesOverWhenTheFirstLeaves() {
        RequestService first = says(200);
        serve(0, says(404), "REGISTER");
        ServiceReference<RequestService> reference = serve(10, first, "REGISTER");
        desk.remove(reference);
        take("REGISTER");
        assertThat(codes()).containsExactly(404);
    }

    @Test
    void theFirstGoesOnWhenOneOfLesserRankLeaves() {
        RequestService lesser = says(404);
        ServiceReference<RequestService> reference = serve(0, lesser, "REGISTER");
        serve(10, says(200), "REGISTER");
        desk.remove(reference);
        take("REGISTER");
        assertThat(codes()).containsExactly(200);
    }

    @Test
    void aMethodThatWasServedOnceWaitsForItsServiceToComeBack() {
        RequestService old = says(404);
        ServiceReference<RequestService> reference = serve(0, old, "MESSAGE");
        desk.remove(reference);
        assertThat(desk.knows("MESSAGE")).isTrue();
        take("MESSAGE");
        assertThat(sent).isEmpty();
        assertThat(desk.waiting()).isEqualTo(1);
        serve(0, says(200), "MESSAGE");
        pool.runAll();
        assertThat(codes()).containsExactly(200);
    }

    @Test
    void whatWaitedTooLongIsToldToRetry() {
        take("REGISTER");
        timer.advance(Duration.ofMillis(1_999));
        assertThat(sent).isEmpty();
        timer.advance(Duration.ofMillis(1));
        assertThat(codes()).containsExactly(503);
        assertThat(sent.get(0).getHeader("Retry-After")).isNotNull();
    }

    @Test
    void registrationsWaitEvenBeforeARegistrarWasEverHere() {
        assertThat(desk.knows("REGISTER")).isTrue();
        assertThat(desk.knows("MESSAGE")).isFalse();
        take("REGISTER");
        serve(0, says(200), "REGISTER");
        pool.runAll();
        assertThat(codes()).containsExactly(200);
    }

    @Test
    void aServiceThatThrowsCostsItsRequestA500() {
        serve(
                0,
                request -> {
                    throw new IllegalStateException("a bug that the test planted");
                },
                "REGISTER");
        take("REGISTER");
        assertThat(codes()).containsExactly(500);
    }

    @Test
    void aServiceWhoseClassesHaveGoneCostsItsRequestA500() {
        serve(
                0,
                request -> {
                    throw new NoClassDefFoundError("of a bundle that was updated");
                },
                "REGISTER");
        take("REGISTER");
        assertThat(codes()).containsExactly(500);
    }

    @Test
    void aServiceThatAnswersNullCostsItsRequestA500() {
        serve(0, request -> null, "REGISTER");
        take("REGISTER");
        assertThat(codes()).containsExactly(500);
    }

    @Test
    void anAnswerThatCannotBeWrittenBecomesA500() {
        serve(0, request -> SipReply.of(200, new Header("Retry-After", "soon")), "REGISTER");
        take("REGISTER");
        assertThat(codes()).containsExactly(500);
    }

    @Test
    void anAnswerHasATagAndTheServicesHeaders() {
        serve(
                0,
                request -> SipReply.of(200, new Header("Contact", "<sip:a@h>;expires=60"), new Header("X-Own", "y")),
                "REGISTER");
        take("REGISTER");
        assertThat(sent.get(0).getTo().getTag()).isNotEmpty();
        assertThat(Messages.headers(sent.get(0), "Contact", "X-Own")).hasSize(2);
    }

    @Test
    void requestsOfOneCallIdAreAnsweredInOrder() {
        List<Integer> order = new ArrayList<>();
        serve(
                0,
                request -> {
                    order.add(order.size());
                    return SipReply.of(200);
                },
                "REGISTER");
        SIPRequest request = WireText.request("REGISTER", "sip:pbx.example");
        for (int i = 0; i < 5; i++) {
            desk.take(request, transaction, new RequestView(request, FLOW));
        }
        assertThat(pool.waiting()).isEqualTo(1);
        pool.runAll();
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }
}
