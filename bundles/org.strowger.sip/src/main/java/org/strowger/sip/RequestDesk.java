// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.text.ParseException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sip.SipException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.RequestService;
import org.strowger.api.sip.SipReply;

/** Hands requests outside of a dialog to whoever serves their method, and sends the answer. Thread-safe. */
final class RequestDesk {
    private static final Logger log = LoggerFactory.getLogger(RequestDesk.class);

    /** Requests that may wait for a service of one method to come back. */
    private static final int ROOM = 10_000;

    /** Served at some time by every exchange: before its role is up, a phone waits rather than learns that it is unknown. */
    private static final String ALWAYS = "REGISTER";

    private static final SipReply LATER = SipReply.of(503, new Header("Retry-After", "5"));

    /** Threads that one service may hold past its bound; with so many held it is not asked. */
    private static final int HELD = 4;

    private final Lanes lanes;
    private final ScheduledExecutorService timer;
    private final Supplier<StackSettings> settings;
    private final Map<String, Awaited<Served>> byMethod = new ConcurrentHashMap<>();
    private final TreeMap<ServiceReference<RequestService>, Served> services = new TreeMap<>(Comparator.reverseOrder());

    /** A service, and how many threads it holds past its bound. */
    private record Served(RequestService service, AtomicInteger held) {}

    RequestDesk(Executor pool, int lanes, ScheduledExecutorService timer, Supplier<StackSettings> settings) {
        this.lanes = new Lanes("request", lanes, pool);
        this.timer = timer;
        this.settings = settings;
        byMethod.put(ALWAYS, new Awaited<>(ROOM, timer));
    }

    synchronized void add(ServiceReference<RequestService> reference, RequestService service) {
        services.put(reference, new Served(service, new AtomicInteger()));
        methods(reference).forEach(this::choose);
    }

    synchronized void remove(ServiceReference<RequestService> reference) {
        Served gone = services.remove(reference);
        for (String method : methods(reference)) {
            Awaited<Served> awaited = byMethod.get(method);
            if (awaited != null) {
                awaited.left(gone);
            }
            choose(method);
        }
    }

    private static List<String> methods(ServiceReference<RequestService> reference) {
        Object property = reference.getProperty(RequestService.METHOD);
        return property instanceof String[] several ? List.of(several) : List.of(String.valueOf(property));
    }

    private void choose(String method) {
        Served best = null;
        for (Map.Entry<ServiceReference<RequestService>, Served> entry : services.entrySet()) {
            if (methods(entry.getKey()).contains(method)) {
                best = entry.getValue();
                break;
            }
        }
        if (best != null) {
            byMethod.computeIfAbsent(method, m -> new Awaited<>(ROOM, timer)).arrived(best);
        }
    }

    /** Whether any service has ever taken this method. */
    boolean knows(String method) {
        return byMethod.containsKey(method);
    }

    int waiting() {
        return byMethod.values().stream().mapToInt(Awaited::waiting).sum();
    }

    /** Takes a request whose method it {@link #knows}. Returns at once. */
    void take(SIPRequest request, SIPServerTransaction transaction, RequestView view) {
        SerialExecutor lane = lanes.of(view.callId());
        byMethod.get(request.getMethod())
                .use(
                        served -> lane.execute(() -> answer(lane, served, request, transaction, view)),
                        () -> reply(request, transaction, LATER),
                        settings.get().patience());
    }

    private void answer(
            SerialExecutor lane,
            Served served,
            SIPRequest request,
            SIPServerTransaction transaction,
            RequestView view) {
        if (served.held().get() >= HELD) {
            reply(request, transaction, LATER);
            return;
        }
        Asked asked = new Asked(served, view);
        try {
            SipReply answer = lane.within(Duration.ofMillis(settings.get().answerTimeout()), asked, () -> {
                asked.late();
                reply(request, transaction, LATER);
            });
            reply(request, transaction, Objects.requireNonNull(answer, "no answer"));
        } catch (RuntimeException | LinkageError fault) {
            log.error("{} of Call-ID {} failed", view, view.callId(), fault);
            reply(request, transaction, SipReply.of(500));
        }
    }

    /** One request at a service, and whether it holds a thread past its bound. */
    private static final class Asked implements Supplier<SipReply> {
        private final Served served;
        private final RequestView view;
        private boolean late;
        private boolean back;

        Asked(Served served, RequestView view) {
            this.served = served;
            this.view = view;
        }

        @Override
        public SipReply get() {
            try {
                return served.service().answer(view);
            } finally {
                cameBack();
            }
        }

        private synchronized void cameBack() {
            back = true;
            if (late) {
                served.held().decrementAndGet();
            }
        }

        /** Called while the service may still be at it. */
        void late() {
            int held;
            synchronized (this) {
                late = true;
                held = back ? served.held().get() : served.held().incrementAndGet();
            }
            log.error(
                    "{} of Call-ID {}: {} did not answer in time{}",
                    view,
                    view.callId(),
                    served.service().getClass().getName(),
                    held >= HELD ? "; it is not asked until one of its threads comes back" : "");
        }
    }

    static void reply(SIPRequest request, SIPServerTransaction transaction, SipReply reply) {
        try {
            SIPResponse response = Messages.response(request, reply.status(), Ids.random());
            Messages.add(response, reply.headers());
            Messages.setBody(response, reply.body());
            if (Stateless.suits(transaction, response)) {
                Stateless.answer(transaction, response);
            } else {
                Messages.send(transaction, response);
            }
        } catch (ParseException unusable) {
            throw Messages.unusable(unusable);
        } catch (SipException unsent) {
            log.debug("{} to {} not sent", reply.status(), request.getMethod(), unsent);
        }
    }
}
