// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.RequestService;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Transport;
import org.strowger.testkit.FakeReference;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

/** Services that hang, on real threads. */
@Timeout(30)
class RequestDeskBoundTest {
    private static final Flow FLOW = new Flow(Transport.UDP, "192.0.2.7", 5060, "udp");
    private static final StackSettings SETTINGS =
            new StackSettings(1, 2, 16_384, 2_000, 60, 8, 60, 0, 1_800, 90, 0, Set.of());

    private final CallThreads threads = new CallThreads(2, 8);
    private final RequestDesk desk = new RequestDesk(threads, 4, new ManualScheduler(new StillClock()), () -> SETTINGS);
    private final BlockingQueue<SIPResponse> sent = new LinkedBlockingQueue<>();
    private final AtomicBoolean released = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private long ids;

    private final SIPServerTransaction transaction = (SIPServerTransaction) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SIPServerTransaction.class},
            (proxy, method, arguments) ->
                    arguments[0] instanceof SIPResponse response && !sent.add(response) ? arguments : null);

    @AfterEach
    void everyThreadComesBack() throws InterruptedException {
        released.set(true);
        EndpointFixture.eventually(() -> threads.lost() == 0);
        assertThat(threads.stop(5_000)).isTrue();
        assertThat(sent).as("a second answer to any request").isEmpty();
    }

    private void serve(String method, RequestService service) {
        desk.add(new FakeReference<>(++ids, 0, Map.of(RequestService.METHOD, method)), service);
    }

    private void take(String method) {
        SIPRequest request = WireText.request(method, "sip:pbx.example");
        desk.take(request, transaction, new RequestView(request, FLOW));
    }

    private SIPResponse answer() throws InterruptedException {
        SIPResponse response = sent.poll(5, TimeUnit.SECONDS);
        assertThat(response).as("an answer").isNotNull();
        return response;
    }

    private SipReply hang() {
        asked.incrementAndGet();
        while (!released.get()) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
        return SipReply.of(200);
    }

    @Test
    void aServiceThatHangsCostsItsOwnRequestsOnly() throws InterruptedException {
        serve("REGISTER", request -> hang());
        serve("MESSAGE", request -> SipReply.of(202));
        for (int i = 0; i < 7; i++) {
            take("REGISTER");
        }
        for (int i = 0; i < 7; i++) {
            SIPResponse late = answer();
            assertThat(late.getStatusCode()).isEqualTo(503);
            assertThat(late.getHeader("Retry-After")).isNotNull();
        }
        assertThat(asked).as("times that it was asked").hasValue(4);
        assertThat(threads.lost()).isEqualTo(4);
        take("MESSAGE");
        assertThat(answer().getStatusCode()).isEqualTo(202);
        released.set(true);
        EndpointFixture.eventually(() -> threads.lost() == 0);
        take("REGISTER");
        assertThat(answer().getStatusCode()).isEqualTo(200);
    }

    @Test
    void aServiceThatHeedsTheInterruptIsAskedAgainEachTime() throws InterruptedException {
        serve("REGISTER", request -> {
            asked.incrementAndGet();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException woken) {
                Thread.currentThread().interrupt();
            }
            return SipReply.of(200);
        });
        for (int i = 0; i < 6; i++) {
            take("REGISTER");
            assertThat(answer().getStatusCode()).isEqualTo(503);
            EndpointFixture.eventually(() -> threads.lost() == 0);
        }
        assertThat(asked).hasValue(6);
    }
}
