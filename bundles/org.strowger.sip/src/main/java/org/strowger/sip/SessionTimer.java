// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;

/**
 * The session timer of one leg (RFC 4028): either side refreshes the session from time to time, and where nothing is heard of a peer
 * the leg ends. A peer that knows nothing of it is refreshed by us. Never relayed: each leg has its own. Confined to the call's executor.
 */
final class SessionTimer {
    private static final Header SUPPORTED = new Header("Supported", "timer, replaces");
    private static final Header REQUIRED = new Header("Require", "timer");
    private static final Cause EXPIRED =
            Cause.of(Cause.By.TIMER, 408, new Header("Reason", "SIP;cause=408;text=\"Session timer expired\""));

    private final NetworkLeg leg;
    /** Seconds; 0 where there is none. */
    private long interval;
    /** What the peer has demanded at the least, in seconds. */
    private long floor;

    private boolean weRefresh;
    private boolean takesUpdate;
    /** Our last description, for a refresh by re-INVITE. */
    private Optional<Body> described = Optional.empty();
    /** A refresh was answered 422 already. */
    private boolean raised;

    private int failures;
    private long deadline;
    private Future<?> next;
    private int turn;

    SessionTimer(NetworkLeg leg) {
        this.leg = leg;
    }

    private StackSettings settings() {
        return leg.sip.settings().get();
    }

    /** We have sent a description on this leg. */
    void described(Optional<Body> body) {
        if (body.isPresent() && body.get().isSdp()) {
            described = body;
        }
    }

    // ---- requests of ours: we are the UAC of the transaction

    /** Writes on the first INVITE what we propose (section 7.1), in place of what we proposed before. */
    void propose(SIPRequest invite) {
        List.of("Supported", "Session-Expires", "Min-SE").forEach(invite::removeHeader);
        Messages.addUsable(invite, List.of(SUPPORTED));
        interval = settings().sessionExpires() == 0 ? 0 : Math.max(settings().sessionExpires(), floor);
        weRefresh = true;
        proposal(invite);
    }

    /** Writes it on a re-INVITE or UPDATE, which is a refresh whatever else it is (section 7.4). */
    void refreshing(SIPRequest request) {
        Messages.addUsable(request, List.of(SUPPORTED));
        proposal(request);
    }

    private void proposal(SIPRequest request) {
        if (interval > 0) {
            SessionExpires wanted = new SessionExpires(interval, Optional.of(weRefresh ? "uac" : "uas"));
            Header least =
                    new Header("Min-SE", Long.toString(Math.max(settings().sessionMin(), floor)));
            Messages.addUsable(request, List.of(wanted.header(), least));
        }
    }

    /** A request of ours was answered 422: whether another is to be sent, with a longer interval (section 7.3). */
    boolean raises(SIPResponse tooSmall) {
        Optional<Long> least = least(tooSmall);
        if (raised || least.isEmpty()) {
            return false;
        }
        raised = true;
        floor = Math.max(floor, least.get());
        interval = Math.max(interval, floor);
        return true;
    }

    /** A 2xx came to an INVITE or UPDATE of ours (section 7.2). */
    void agreed(SIPResponse success) {
        allows(success);
        Optional<SessionExpires> said = expires(success);
        said.ifPresent(expires -> interval = Math.max(1, expires.seconds()));
        // without a word of it the peer knows no session timer: we look after it ourselves
        weRefresh = said.flatMap(SessionExpires::refresher).map("uac"::equals).orElse(true);
        arm();
    }

    // ---- requests of the peer: we are the UAS

    /** For a 422: the least interval that we take, where a request of a peer that knows session timers asks for less (section 9). */
    static Optional<Header> tooSmall(SIPRequest request, StackSettings settings) {
        return expires(request)
                .filter(wanted -> wanted.seconds() < settings.sessionMin() && knowsTimers(request))
                .map(wanted -> new Header("Min-SE", Integer.toString(settings.sessionMin())));
    }

    /** Writes on our 2xx to an INVITE or UPDATE what holds from now on (section 9). */
    void accept(SIPRequest request, SIPResponse success) {
        allows(request);
        Optional<SessionExpires> wanted = expires(request);
        boolean knows = knowsTimers(request);
        floor = Math.max(floor, least(request).orElse(0L));
        long ours = Math.max(settings().sessionExpires(), floor);
        long offered = wanted.map(SessionExpires::seconds).orElse(0L);
        interval = settings().sessionExpires() == 0 ? offered : offered == 0 ? ours : Math.min(offered, ours);
        String refresher = knows ? wanted.flatMap(SessionExpires::refresher).orElse("uac") : "uas";
        weRefresh = refresher.equals("uas");
        Messages.addUsable(success, List.of(SUPPORTED));
        if (interval > 0 && knows) {
            Messages.addUsable(success, List.of(new SessionExpires(interval, Optional.of(refresher)).header()));
            if (!weRefresh) {
                Messages.addUsable(success, List.of(REQUIRED));
            }
        }
        arm();
    }

    // ---- the clock

    private void arm() {
        stop();
        failures = 0;
        raised = false;
        LegState state = leg.state();
        if (interval > 0 && (state == LegState.ANSWERED || state == LegState.CONFIRMED)) {
            long left = TimeUnit.SECONDS.toMillis(interval - Math.min(32, interval / 3));
            deadline = now() + left;
            schedule(weRefresh ? TimeUnit.SECONDS.toMillis(interval) / 2 : left);
        }
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(leg.sip.nanos().getAsLong());
    }

    private void schedule(long millis) {
        stop();
        int mine = turn;
        next = leg.sip.timer().schedule(() -> leg.execute(() -> due(mine)), Math.max(0, millis), TimeUnit.MILLISECONDS);
    }

    void stop() {
        turn++;
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private void due(int scheduled) {
        if (scheduled != turn || leg.state() != LegState.CONFIRMED) {
            return;
        }
        if (!weRefresh || failures > 1 || now() >= deadline) {
            leg.lost(EXPIRED);
        } else {
            refresh();
        }
    }

    private void refresh() {
        if (takesUpdate || described.isEmpty()) {
            leg.refresh(new Query("UPDATE", List.of(), Optional.empty()), this::refreshed);
        } else if (leg.invites().begin()) {
            leg.refresh(new Query("INVITE", List.of(), described), this::refreshed);
        } else {
            // what is under way refreshes the session too
            again();
        }
    }

    /** A 2xx has set the clock anew already. */
    private void refreshed(SipReply reply) {
        int code = reply.status().code();
        if (code < 300) {
            leg.invites().confirm(Optional.empty());
        } else if (leg.state() != LegState.CONFIRMED) {
            stop();
        } else if (code == 408 || code == 481) {
            leg.lost(EXPIRED);
        } else if (code == 491) {
            again();
        } else {
            failures++;
            schedule(failures > 1 ? deadline - now() : (deadline - now()) / 2);
        }
    }

    /** Glare, RFC 3261 section 14.1. */
    private void again() {
        schedule(ThreadLocalRandom.current().nextInt(2_100, 4_000));
    }

    // ---- what messages say

    private void allows(SIPMessage message) {
        List<Header> allow = Messages.headers(message, "Allow");
        if (!allow.isEmpty()) {
            takesUpdate = allow.stream().anyMatch(header -> header.value().contains("UPDATE"));
        }
    }

    private static boolean knowsTimers(SIPMessage message) {
        return Messages.headers(message, "Supported", "Require").stream()
                .flatMap(header -> List.of(header.value().split(",")).stream())
                .anyMatch(tag -> tag.strip().equalsIgnoreCase("timer"));
    }

    private static Optional<SessionExpires> expires(SIPMessage message) {
        return Messages.headers(message, SessionExpires.NAME).stream()
                .findFirst()
                .flatMap(header -> SessionExpires.parse(header.value()));
    }

    private static Optional<Long> least(SIPMessage message) {
        return Messages.headers(message, "Min-SE").stream()
                .findFirst()
                .flatMap(header -> SessionExpires.delta(header.value()));
    }
}
