// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import java.util.Optional;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Status;

/** What was done to a {@link FakeLeg}. Each reads as a line: {@code progress 180 Ringing}, {@code hangup US 486 Busy Here}. */
public sealed interface LegDeed {
    record Start(Optional<Body> offer) implements LegDeed {
        @Override
        public String toString() {
            return "start" + shown(offer);
        }
    }

    record Progress(Status status, Optional<Body> body) implements LegDeed {
        @Override
        public String toString() {
            return "progress " + status + shown(body);
        }
    }

    record Answer(Optional<Body> body) implements LegDeed {
        @Override
        public String toString() {
            return "answer" + shown(body);
        }
    }

    record Confirm(Optional<Body> answer) implements LegDeed {
        @Override
        public String toString() {
            return "confirm" + shown(answer);
        }
    }

    record Ask(Query query) implements LegDeed {
        @Override
        public String toString() {
            return "ask " + query.method() + shown(query.body());
        }
    }

    record Withdraw() implements LegDeed {
        @Override
        public String toString() {
            return "withdraw";
        }
    }

    record Hangup(Cause cause) implements LegDeed {
        @Override
        public String toString() {
            return "hangup " + cause.by() + " " + cause.status();
        }
    }

    private static String shown(Optional<Body> body) {
        return body.map(some -> some.isSdp() ? " with sdp" : " with " + some.contentType())
                .orElse("");
    }
}
