// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;
import java.util.Optional;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Status;

/** What happens on a leg, delivered in order on the call's executor. {@link Ended} is the last, exactly once. */
public sealed interface LegEvent {
    /** Side A of a {@link Wire}: the other end was started. */
    record Invited(Optional<Body> offer) implements LegEvent {
        public Invited {
            Objects.requireNonNull(offer, "offer");
        }
    }

    /** Side B with a network behind it, where the {@linkplain Invitation#supervised invitation} wants it: the INVITE has left. */
    record Sent() implements LegEvent {}

    /**
     * Side B of a {@link Wire}, where the call is {@linkplain Origination.Option#SUPERVISED supervised}: news of a leg to the called party.
     *
     * @param leg as it was then
     * @param status empty when its INVITE left; each provisional answer; the final one
     */
    record Onward(LegInfo leg, Optional<Status> status) implements LegEvent {
        public Onward {
            Objects.requireNonNull(leg, "leg");
            Objects.requireNonNull(status, "status");
        }
    }

    /** Side B: a provisional answer other than 100, or with {@code 100} the sign that somebody is there. */
    record Progressed(Status status, Optional<Body> body) implements LegEvent {
        public Progressed {
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(body, "body");
        }
    }

    /** Side B: the first 2xx came. It waits for {@link Leg#confirm}. */
    record Answered(Optional<Body> body) implements LegEvent {
        public Answered {
            Objects.requireNonNull(body, "body");
        }
    }

    /** The ACK came for a 2xx of ours: to the INVITE of side A, or to a re-INVITE that the peer sent. */
    record Confirmed(Optional<Body> body) implements LegEvent {
        public Confirmed {
            Objects.requireNonNull(body, "body");
        }
    }

    /** The peer sent a request within the dialog that wants an answer. */
    record Asked(Exchange exchange) implements LegEvent {
        public Asked {
            Objects.requireNonNull(exchange, "exchange");
        }
    }

    /**
     * The peer took back its re-INVITE before it was answered, and has had its 487: what was asked elsewhere on its behalf may
     * be {@linkplain Leg#withdraw withdrawn} too.
     */
    record Withdrawn(Exchange exchange) implements LegEvent {
        public Withdrawn {
            Objects.requireNonNull(exchange, "exchange");
        }
    }

    /** The leg is over. */
    record Ended(Cause cause) implements LegEvent {
        public Ended {
            Objects.requireNonNull(cause, "cause");
        }
    }
}
