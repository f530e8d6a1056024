// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegInfo;
import org.strowger.api.event.CallEvent;
import org.strowger.api.event.CallEvent.Decider;
import org.strowger.api.sip.Header;

/** Events of calls in words for an operator. */
final class Words {
    private final UnaryOperator<String> configured;

    /** @param configured since when a role's configuration is in force, in words; empty where it has none */
    Words(UnaryOperator<String> configured) {
        this.configured = configured;
    }

    Item.Decision of(CallEvent event) {
        if (event instanceof CallEvent.Offered offered) {
            String where = offered.origin().map(role -> "made by " + role).orElseGet(() -> "from " + offered.flow());
            return item(
                    event,
                    "offered",
                    offered.from() + " dials " + offered.dialled() + ", " + where,
                    ids(offered.sipCallId()),
                    "");
        } else if (event instanceof CallEvent.Claimed claimed) {
            String who = claimed.caller().number() + " (" + claimed.caller().account() + ")";
            return item(event, "claimed", "the caller is " + who + ", says " + by(claimed.by()));
        } else if (event instanceof CallEvent.Routed routed) {
            String rule = routed.rule().isEmpty() ? "no rule matched" : "rule: " + routed.rule();
            return item(event, "routed", rule + ", says " + by(routed.by()));
        } else if (event instanceof CallEvent.Tried tried) {
            return item(event, "tried", tried.destination() + " is taken by " + by(tried.by()));
        } else if (event instanceof CallEvent.Refused refused) {
            return item(event, "refused", by(refused.by()) + " says " + refused.what());
        } else if (event instanceof CallEvent.Called called) {
            String legs = called.legs().stream().map(LegInfo::peer).collect(Collectors.joining(", "));
            List<String> ids = called.legs().stream()
                    .map(LegInfo::sipCallId)
                    .filter(id -> !id.isEmpty())
                    .toList();
            return item(event, "called", "calling " + legs, ids, "");
        } else if (event instanceof CallEvent.Ringing ringing) {
            return item(event, "ringing", "the caller is told " + ringing.status());
        } else if (event instanceof CallEvent.Failed failed) {
            return item(event, "failed", "this destination failed with " + cause(failed.cause()));
        }
        return later(event);
    }

    private Item.Decision later(CallEvent event) {
        if (event instanceof CallEvent.Answered answered) {
            return item(event, "answered", "answered by " + answered.peer(), ids(answered.sipCallId()), "");
        } else if (event instanceof CallEvent.Changed changed) {
            return item(event, "changed", "side " + changed.by() + " described its media anew, and the other took it");
        } else if (event instanceof CallEvent.Transferring one) {
            String words = one.by() + " transfers the other to " + one.to() + ", by call " + one.other();
            return item(event, "transferring", words, List.of(), one.other());
        } else if (event instanceof CallEvent.Transferred) {
            return item(event, "transferred", "the transfer is done");
        } else if (event instanceof CallEvent.Queued queued) {
            return item(event, "queued", queued.what() + ", queue " + queued.queue());
        } else if (event instanceof CallEvent.Linked linked) {
            return item(event, "linked", "it belongs to call " + linked.other(), List.of(), linked.other());
        } else if (event instanceof CallEvent.Ended ended) {
            String side = ended.by().map(by -> ", side " + by).orElse("");
            return item(event, "ended", cause(ended.cause()) + side + ": " + ended.reason());
        }
        return item(event, event.getClass().getSimpleName(), "");
    }

    private static Item.Decision item(CallEvent event, String kind, String words) {
        return item(event, kind, words, List.of(), "");
    }

    private static Item.Decision item(CallEvent event, String kind, String words, List<String> ids, String other) {
        return new Item.Decision(event.at().toEpochMilli(), event.call(), kind, words, ids, other);
    }

    private static List<String> ids(String id) {
        return id.isEmpty() ? List.of() : List.of(id);
    }

    private String by(Decider decider) {
        String since = configured.apply(decider.role());
        return decider.role() + " " + decider.version() + (since.isEmpty() ? "" : " (" + since + ")");
    }

    private static String cause(Cause cause) {
        String who =
                switch (cause.by()) {
                    case PEER -> "a party";
                    case US -> "the exchange";
                    case TIMER -> "a timer";
                    case FAULT -> "a fault";
                };
        return cause.status() + " by " + who
                + cause.headers().stream()
                        .filter(header -> header.name().equalsIgnoreCase("Reason"))
                        .map(Header::value)
                        .collect(Collectors.joining(", ", " ", ""))
                        .stripTrailing();
    }
}
