// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.sip.ClientRequest;
import org.strowger.api.sip.ClientResult;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipClient;
import org.strowger.api.sip.SipUri;

/**
 * Asks each address of a peer, time and again, whether it is there, by OPTIONS (RFC 3261 section 11). Everything but {@link #healthy} and
 * {@link #why} runs on the scheduler, which has one thread.
 */
final class HealthCheck implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HealthCheck.class);

    /** No answer for so long is none: what takes longer would keep callers waiting, too. */
    private static final long LONGEST_MILLIS = 5_000;

    private final Peer peer;
    private final Health.Plan plan;
    private final Supplier<? extends Collection<Flow>> addresses;
    private final Supplier<Optional<SipClient>> client;
    private final ScheduledExecutorService scheduler;
    private final Map<Flow, Known> known = new ConcurrentHashMap<>();
    private final Future<?> rounds;

    /** What is known of an address, and why its last check failed; empty where it did not. */
    private record Known(Health health, String why) {}

    /**
     * Begins at once.
     *
     * @param peer one that is to be watched
     * @param client empty while the SIP bundle is away; nothing is learnt then
     */
    HealthCheck(
            Peer peer,
            Supplier<? extends Collection<Flow>> addresses,
            Supplier<Optional<SipClient>> client,
            ScheduledExecutorService scheduler) {
        this.peer = peer;
        this.plan = peer.health().orElseThrow();
        this.addresses = addresses;
        this.client = client;
        this.scheduler = scheduler;
        long period = plan.seconds() * 1_000L;
        // trunks that were made together are not asked together
        long first = ThreadLocalRandom.current().nextLong(Math.min(period, 1_000));
        this.rounds = scheduler.scheduleAtFixedRate(this::round, first, period, TimeUnit.MILLISECONDS);
    }

    /** Whether an address is thought to take calls. Any thread. */
    boolean healthy(Flow address) {
        Known now = known.get(address);
        return now == null || now.health().up();
    }

    /** Why the last check of an address failed; empty where it did not. Any thread. */
    String why(Flow address) {
        Known now = known.get(address);
        return now == null ? "" : now.why();
    }

    private void round() {
        Collection<Flow> now = List.copyOf(addresses.get());
        known.keySet().retainAll(now);
        client.get().ifPresent(sip -> now.forEach(address -> new Check(address).begin(sip)));
    }

    /** One question, and the one thing that becomes of it. */
    private final class Check {
        private final Flow address;
        private boolean over;

        Check(Flow address) {
            this.address = address;
        }

        void begin(SipClient sip) {
            long patience = Math.min(LONGEST_MILLIS, plan.seconds() * 1_000L);
            Future<?> bound = scheduler.schedule(() -> end(Optional.of("no answer")), patience, TimeUnit.MILLISECONDS);
            sip.send(request(), scheduler, result -> {
                bound.cancel(false);
                end(failure(result));
            });
        }

        private ClientRequest request() {
            return new ClientRequest(
                    "OPTIONS",
                    peer.uri(address.transport()),
                    NameAddr.of(SipUri.ours("")),
                    NameAddr.of(SipUri.of("", peer.uriHost(), 0)),
                    UUID.randomUUID().toString(),
                    1,
                    address,
                    List.of(),
                    Optional.of(SipUri.ours("")),
                    Optional.empty(),
                    List.of());
        }

        private void end(Optional<String> failure) {
            if (over || rounds.isCancelled()) {
                return;
            }
            over = true;
            Health before =
                    known.getOrDefault(address, new Known(Health.UNKNOWN, "")).health();
            Health after = before.after(failure.isEmpty(), plan);
            known.put(address, new Known(after, failure.orElse("")));
            if (before.up() && !after.up()) {
                log.warn("{}: {} is down: {}", peer.role(), address, failure.orElse(""));
            } else if (!before.up() && after.up()) {
                log.info("{}: {} is up again", peer.role(), address);
            }
        }
    }

    /** Whoever answers is there, whatever it says, unless that is that it cannot serve. */
    private static Optional<String> failure(ClientResult result) {
        if (result instanceof ClientResult.Answered answered) {
            int code = answered.reply().status().code();
            return code == 408 || code == 503
                    ? Optional.of(answered.reply().status().toString())
                    : Optional.empty();
        }
        if (result instanceof ClientResult.Untrusted untrusted) {
            return Optional.of(untrusted.why());
        }
        return Optional.of(result instanceof ClientResult.Unsent unsent ? unsent.why() : "no answer");
    }

    @Override
    public void close() {
        rounds.cancel(false);
    }
}
