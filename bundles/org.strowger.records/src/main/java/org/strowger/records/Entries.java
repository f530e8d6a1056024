// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.strowger.api.call.Cause;
import org.strowger.api.event.CallEvent;
import org.strowger.api.sip.Header;

/** Events as entries of the journal. Pure functions. */
final class Entries {
    private static final int LONGEST = 500;

    private Entries() {}

    static Entry of(CallEvent event) {
        Map<String, String> values = new LinkedHashMap<>();
        return new Entry(describe(event, values), event.call(), event.at(), values);
    }

    private static Entry.Kind describe(CallEvent event, Map<String, String> values) {
        if (event instanceof CallEvent.Offered offered) {
            put(values, "from", offered.from());
            put(values, "dialled", offered.dialled());
            put(values, "sipCallId", offered.sipCallId());
            put(values, "origin", offered.origin().orElse(""));
            put(
                    values,
                    "peer",
                    offered.origin().isPresent() ? "local" : offered.flow().toString());
            return Entry.Kind.OFFERED;
        } else if (event instanceof CallEvent.Claimed claimed) {
            put(values, "caller", claimed.caller().number());
            put(values, "account", claimed.caller().account());
            return by(values, claimed.by(), Entry.Kind.CLAIMED);
        } else if (event instanceof CallEvent.Routed routed) {
            put(values, "rule", routed.rule());
            return by(values, routed.by(), Entry.Kind.ROUTED);
        } else if (event instanceof CallEvent.Refused refused) {
            put(values, "what", refused.what());
            return by(values, refused.by(), Entry.Kind.REFUSED);
        } else if (event instanceof CallEvent.Tried tried) {
            put(values, "destination", tried.destination());
            return by(values, tried.by(), Entry.Kind.TRIED);
        } else if (event instanceof CallEvent.Called called) {
            // which of several rings is not known before one answers
            if (called.legs().size() == 1) {
                put(values, "peer", called.legs().get(0).peer());
                put(values, "sipCallId", called.legs().get(0).sipCallId());
            }
            return Entry.Kind.CALLED;
        } else if (event instanceof CallEvent.Ringing ringing) {
            put(values, "status", Integer.toString(ringing.status()));
            return Entry.Kind.RINGING;
        } else if (event instanceof CallEvent.Failed failed) {
            cause(values, failed.cause());
            return Entry.Kind.FAILED;
        } else if (event instanceof CallEvent.Answered answered) {
            put(values, "peer", answered.peer());
            put(values, "sipCallId", answered.sipCallId());
            answered.description().ifPresent(body -> put(values, "codec", Descriptions.codec(body)));
            return Entry.Kind.ANSWERED;
        }
        return later(event, values);
    }

    private static Entry.Kind later(CallEvent event, Map<String, String> values) {
        if (event instanceof CallEvent.Changed changed) {
            put(values, "side", changed.by().name());
            put(values, "codec", Descriptions.codec(changed.description()));
            put(values, "held", Boolean.toString(Descriptions.holds(changed.description())));
            return Entry.Kind.CHANGED;
        } else if (event instanceof CallEvent.Transferring transferring) {
            put(values, "by", transferring.by());
            put(values, "to", transferring.to());
            put(values, "other", transferring.other());
            return Entry.Kind.TRANSFERRING;
        } else if (event instanceof CallEvent.Transferred) {
            return Entry.Kind.TRANSFERRED;
        } else if (event instanceof CallEvent.Queued queued) {
            put(values, "queue", queued.queue());
            put(values, "what", queued.what());
            return Entry.Kind.QUEUED;
        } else if (event instanceof CallEvent.Linked linked) {
            put(values, "other", linked.other());
            return Entry.Kind.LINKED;
        } else if (event instanceof CallEvent.Ended ended) {
            put(values, "side", ended.by().map(Enum::name).orElse(""));
            put(values, "hangup", ended.reason());
            cause(values, ended.cause());
            return Entry.Kind.ENDED;
        }
        throw new IllegalArgumentException("an event of a kind that is not known: " + event.getClass());
    }

    private static Entry.Kind by(Map<String, String> values, CallEvent.Decider decider, Entry.Kind kind) {
        put(values, "role", decider.role());
        put(values, "version", decider.version());
        return kind;
    }

    private static void cause(Map<String, String> values, Cause cause) {
        put(values, "by", cause.by().name());
        put(values, "status", Integer.toString(cause.status().code()));
        put(
                values,
                "reason",
                cause.headers().stream()
                        .filter(header -> header.name().equalsIgnoreCase("Reason"))
                        .map(Header::value)
                        .collect(Collectors.joining(", ")));
    }

    /** What a peer has written is bounded, and free of what no database takes. */
    private static void put(Map<String, String> values, String name, String value) {
        if (!value.isEmpty()) {
            String bounded = value.length() > LONGEST ? value.substring(0, LONGEST) : value;
            values.put(name, bounded.replace("\0", ""));
        }
    }
}
