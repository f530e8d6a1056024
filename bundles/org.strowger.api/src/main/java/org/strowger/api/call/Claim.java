// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.List;
import java.util.Objects;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;

/** A callin's answer to <em>who is calling?</em> */
public sealed interface Claim {
    /**
     * The role knows the caller and answers for it.
     *
     * @param limits what the call counts under; where one of them is full, the caller gets 503 with Retry-After
     */
    record Known(Caller caller, List<Limit> limits) implements Claim {
        public Known {
            Objects.requireNonNull(caller, "caller");
            limits = List.copyOf(limits);
        }

        /** A caller who may make any number of calls. */
        public Known(Caller caller) {
            this(caller, List.of());
        }
    }

    /**
     * The caller must prove who it is: 401 with these headers (RFC 3261 section 22.1).
     *
     * @param why for logs and the explanation of a route; never told to the caller
     */
    record Challenge(List<Header> headers, String why) implements Claim {
        public Challenge {
            headers = List.copyOf(headers);
            Objects.requireNonNull(why, "why");
        }
    }

    /** The role knows the caller and will not let it call. */
    record Refuse(SipReply reply, String why) implements Claim {
        public Refuse {
            Objects.requireNonNull(why, "why");
            if (!reply.status().failure()) {
                throw new IllegalArgumentException("a refusal needs a failure status, not " + reply.status());
            }
        }
    }

    /** The role has nothing to say about this caller: ask the next. */
    record NotMine(String why) implements Claim {
        public NotMine {
            Objects.requireNonNull(why, "why");
        }
    }
}
