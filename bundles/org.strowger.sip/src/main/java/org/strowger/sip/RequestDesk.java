// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.text.ParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
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

    private final Executor[] lanes;
    private final ScheduledExecutorService timer;
    private final long waitMillis;
    private final Map<String, Awaited<RequestService>> byMethod = new ConcurrentHashMap<>();
    private final TreeMap<ServiceReference<RequestService>, RequestService> services =
            new TreeMap<>(Comparator.reverseOrder());

    RequestDesk(Executor pool, int lanes, ScheduledExecutorService timer, long waitMillis) {
        this.lanes = new Executor[lanes];
        for (int i = 0; i < lanes; i++) {
            this.lanes[i] = new SerialExecutor("request", pool);
        }
        this.timer = timer;
        this.waitMillis = waitMillis;
        byMethod.put(ALWAYS, new Awaited<>(ROOM, timer));
    }

    synchronized void add(ServiceReference<RequestService> reference, RequestService service) {
        services.put(reference, service);
        methods(reference).forEach(this::choose);
    }

    synchronized void remove(ServiceReference<RequestService> reference, RequestService service) {
        services.remove(reference);
        for (String method : methods(reference)) {
            Awaited<RequestService> served = byMethod.get(method);
            if (served != null) {
                served.left(service);
            }
            choose(method);
        }
    }

    private static List<String> methods(ServiceReference<RequestService> reference) {
        Object property = reference.getProperty(RequestService.METHOD);
        return property instanceof String[] several ? List.of(several) : List.of(String.valueOf(property));
    }

    private void choose(String method) {
        RequestService best = null;
        for (Map.Entry<ServiceReference<RequestService>, RequestService> entry : services.entrySet()) {
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
        int lane = Math.floorMod(view.callId().hashCode(), lanes.length);
        byMethod.get(request.getMethod())
                .use(
                        service -> lanes[lane].execute(() -> answer(service, request, transaction, view)),
                        () -> reply(request, transaction, SipReply.of(503, new Header("Retry-After", "5"))),
                        waitMillis);
    }

    private void answer(
            RequestService service, SIPRequest request, SIPServerTransaction transaction, RequestView view) {
        try {
            reply(request, transaction, Objects.requireNonNull(service.answer(view), "no answer"));
        } catch (RuntimeException | LinkageError fault) {
            log.error("{} of Call-ID {} failed", view, view.callId(), fault);
            reply(request, transaction, SipReply.of(500));
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
                transaction.sendResponse(response);
            }
        } catch (ParseException unusable) {
            throw Messages.unusable(unusable);
        } catch (SipException unsent) {
            log.debug("{} to {} not sent", reply.status(), request.getMethod(), unsent);
        }
    }
}
