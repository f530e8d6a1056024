// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;

/** What an operator reads of a call: one line when it begins, when it is answered and when it ends. */
final class CallLog {
    private static final Logger log = LoggerFactory.getLogger("org.strowger.calls");

    private CallLog() {}

    static void began(CallInfo call) {
        log.info("{} begins: {} ({}) dials {}", call.id(), call.from(), call.callin(), call.to());
    }

    static void answered(CallInfo call, String by, Duration ringing) {
        log.info(
                "{} answered: {} -> {} ({}, {}) after {} s",
                call.id(),
                call.from(),
                call.destination(),
                call.callout(),
                by,
                seconds(ringing));
    }

    static void transferred(String call, String by, String to, String as) {
        log.info("{} transferred by {} to {}: {}", call, by, to, as);
    }

    static void replaced(String call, String party, String by) {
        log.info("{} {} is replaced: {}", call, party, by);
    }

    static void ended(CallInfo call, Leg.Side side, Cause cause, Duration talked) {
        String why =
                switch (cause.by()) {
                    case PEER -> side == Leg.Side.A ? "the caller" : "the called party";
                    case US -> "the exchange";
                    case TIMER -> "a timer";
                    case FAULT -> "a fault";
                };
        String to = call.destination().isEmpty() ? call.to() : call.destination();
        if (call.answered().isPresent()) {
            log.info(
                    "{} ended: {} -> {} talked {} s, ended by {}{}, {}",
                    call.id(),
                    call.from(),
                    to,
                    seconds(talked),
                    why,
                    reason(cause),
                    HangupClass.of(cause).label());
        } else {
            log.info(
                    "{} ended: {} -> {} not answered, {} by {}{}, {}",
                    call.id(),
                    call.from(),
                    to,
                    cause.status(),
                    why,
                    reason(cause),
                    HangupClass.of(cause).label());
        }
    }

    private static String reason(Cause cause) {
        return cause.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Reason"))
                .findFirst()
                .map(header -> " (" + header.value() + ")")
                .orElse("");
    }

    private static String seconds(Duration duration) {
        long tenths = (duration.toMillis() + 50) / 100;
        return tenths / 10 + "." + tenths % 10;
    }
}
