// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/** What one leg's end means for the other, and for whoever is told. Pure functions. */
final class Causes {
    /** Another phone, or another try, took the call (RFC 3326). */
    static final Cause ELSEWHERE =
            Cause.of(By.US, 487, new Header("Reason", "SIP;cause=200;text=\"Call completed elsewhere\""));

    private Causes() {}

    /** What the caller is told when leg b ends unanswered with this cause: decision by decision what RFC 7092 leaves open. */
    static Cause forCaller(Cause b) {
        int code =
                switch (b.status().code()) {
                    // our credentials failed at the far end: nothing that the caller could mend
                    case 401, 407 -> 500;
                    // session timers are each leg's own (RFC 4028)
                    case 422 -> 500;
                    // we did not cancel, so somebody behind did: the callee is not to be had now
                    case 487 -> 480;
                    default -> b.status().code() < 400 ? 480 : b.status().code();
                };
        List<Header> headers = new ArrayList<>(b.headers());
        if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("Reason")) && b.by() == By.PEER) {
            headers.add(reason(b.status()));
        }
        Status status = code == b.status().code() ? b.status() : Status.of(code);
        return new Cause(b.by() == By.PEER ? By.PEER : b.by(), status, headers);
    }

    static Header reason(Status status) {
        String text = status.phrase().isEmpty()
                ? ""
                : ";text=\"" + status.phrase().replace("\\", "").replace("\"", "") + "\"";
        return new Header("Reason", "SIP;cause=" + status.code() + text);
    }

    /** What leg b is told when leg a ended: its Reason goes along (RFC 3326). */
    static Cause forCallee(Cause a) {
        return new Cause(By.US, a.status(), reasons(a));
    }

    /** What an answered leg is told when the other ended: a BYE, with the other's Reason. */
    static Cause hungUp(Cause other) {
        return new Cause(By.US, Status.OK, reasons(other));
    }

    private static List<Header> reasons(Cause cause) {
        return cause.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Reason"))
                .toList();
    }

    static Cause of(SipReply reply) {
        return new Cause(By.US, reply.status(), reply.headers());
    }

    /** Whether another destination could mend this: never a busy phone, a wrong number or a callee who declined. */
    static boolean mendable(Cause b) {
        int code = b.status().code();
        return code == 408 || code >= 500 && code < 600;
    }

    /** Of the ends of several phones that rang at once the one to tell the caller (RFC 3261 section 16.7, step 6). */
    static Optional<Cause> best(List<Cause> ends) {
        return ends.stream().min((x, y) -> Integer.compare(weight(x), weight(y)));
    }

    private static int weight(Cause cause) {
        int code = cause.status().code();
        if (code >= 600) {
            return 0;
        }
        return switch (code) {
            // what a person did says more than what a network did not
            case 486 -> 1;
            case 480 -> 3;
            case 408, 487 -> 4;
            // ours, not the callee's: the caller gets a 500 for it
            case 401, 407 -> 5;
            default -> code < 500 ? 2 : 5;
        };
    }
}
