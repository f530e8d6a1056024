// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegInfo;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Flow;

/**
 * Something that happened to a call. A call begins with {@link Offered} and ends with {@link Ended}, once each; a call that is only
 * challenged was none and has no events. Immutable, of the platform and this API.
 */
public sealed interface CallEvent {
    /** The call's id. */
    String call();

    /** When it happened. */
    Instant at();

    /** Who in the exchange decided something: a role's name, and the version of its bundle. */
    record Decider(String role, String version) {
        public Decider {
            Objects.requireNonNull(role, "role");
            Objects.requireNonNull(version, "version");
        }
    }

    /**
     * A call came in or was made within the exchange. Told when it is known that it is one, with the moment when it came.
     *
     * @param flow where it came from; meaningless where the call has an origin
     * @param sipCallId the Call-ID of leg a
     * @param origin the role that made it; empty for a call from the network
     */
    record Offered(
            String call, Instant at, String from, String dialled, Flow flow, String sipCallId, Optional<String> origin)
            implements CallEvent {
        public Offered {
            check(call, at);
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(dialled, "dialled");
            Objects.requireNonNull(flow, "flow");
            Objects.requireNonNull(sipCallId, "sipCallId");
            Objects.requireNonNull(origin, "origin");
        }
    }

    /** A callin vouched for the caller. */
    record Claimed(String call, Instant at, Caller caller, Decider by) implements CallEvent {
        public Claimed {
            check(call, at);
            Objects.requireNonNull(caller, "caller");
            Objects.requireNonNull(by, "by");
        }
    }

    /**
     * The dial plan said where it goes.
     *
     * @param rule the rule that matched; empty where the router names none
     */
    record Routed(String call, Instant at, String rule, Decider by) implements CallEvent {
        public Routed {
            check(call, at);
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(by, "by");
        }
    }

    /**
     * Somebody refused the call, or a destination of it. May be told of a call that was not offered yet.
     *
     * @param what with which status and why, in words for an operator
     */
    record Refused(String call, Instant at, Decider by, String what) implements CallEvent {
        public Refused {
            check(call, at);
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(what, "what");
        }
    }

    /** An attempt begins: a callout said how a destination is reached, or that it cannot be reached now. */
    record Tried(String call, Instant at, String destination, Decider by) implements CallEvent {
        public Tried {
            check(call, at);
            Objects.requireNonNull(destination, "destination");
            Objects.requireNonNull(by, "by");
        }
    }

    /** INVITEs are about to go out for the attempt at hand, or an application is about to be asked: one leg for each. */
    record Called(String call, Instant at, List<LegInfo> legs) implements CallEvent {
        public Called {
            check(call, at);
            legs = List.copyOf(legs);
        }
    }

    /** The caller was told a provisional status of the attempt at hand, 180 or another beyond 100. */
    record Ringing(String call, Instant at, int status) implements CallEvent {
        public Ringing {
            check(call, at);
        }
    }

    /** The attempt at hand failed; the next one or the call's end follows. */
    record Failed(String call, Instant at, Cause cause) implements CallEvent {
        public Failed {
            check(call, at);
            Objects.requireNonNull(cause, "cause");
        }
    }

    /**
     * The called party answered and the two can talk.
     *
     * @param peer the answering leg's other end, as {@link org.strowger.api.call.LegInfo#peer}
     * @param sipCallId the Call-ID of the answering leg; empty where it has none
     * @param description what the caller was answered, from which the codec is to be seen
     */
    record Answered(String call, Instant at, String peer, String sipCallId, Optional<Body> description)
            implements CallEvent {
        public Answered {
            check(call, at);
            Objects.requireNonNull(peer, "peer");
            Objects.requireNonNull(sipCallId, "sipCallId");
            Objects.requireNonNull(description, "description");
        }
    }

    /**
     * A party gave the session another description and the other took it: a hold, a resumption, another codec.
     *
     * @param by the side of the party
     * @param description what it wants from now on
     */
    record Changed(String call, Instant at, Leg.Side by, Body description) implements CallEvent {
        public Changed {
            check(call, at);
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(description, "description");
        }
    }

    /**
     * A party has the other talk to somebody else.
     *
     * @param by the party's number
     * @param to the target's
     * @param other the call to the target
     */
    record Transferring(String call, Instant at, String by, String to, String other) implements CallEvent {
        public Transferring {
            check(call, at);
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(other, "other");
        }
    }

    /** The transfer at hand is done: who was transferred talks to the target. */
    record Transferred(String call, Instant at) implements CallEvent {
        public Transferred {
            check(call, at);
        }
    }

    /**
     * A caller waits in a queue, or waits no longer. Told by the role whose queue it is.
     *
     * @param what such as {@code entered}, {@code connected}, {@code abandoned}
     */
    record Queued(String call, Instant at, String queue, String what) implements CallEvent {
        public Queued {
            check(call, at);
            Objects.requireNonNull(queue, "queue");
            Objects.requireNonNull(what, "what");
        }
    }

    /** A call belongs to the journey of another, because that other made it. May be told before the call is offered. */
    record Linked(String call, Instant at, String other) implements CallEvent {
        public Linked {
            check(call, at);
            Objects.requireNonNull(other, "other");
        }
    }

    /**
     * The call is over.
     *
     * @param by the side that ended it, where a party did
     * @param reason one of {@code normal}, {@code user-hangup}, {@code timer-expired}, {@code error}
     */
    record Ended(String call, Instant at, Optional<Leg.Side> by, Cause cause, String reason) implements CallEvent {
        public Ended {
            check(call, at);
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(reason, "reason");
        }
    }

    private static void check(String call, Instant at) {
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(at, "at");
    }
}
