// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.strowger.api.sip.SipReply;

/** A callout's answer to <em>how is this destination reached?</em> */
public sealed interface Reach {
    /** Call these, all at once: the first to answer wins and the others are cancelled. */
    record Targets(List<Target> targets) implements Reach {
        public Targets {
            targets = List.copyOf(targets);
            if (targets.isEmpty()) {
                throw new IllegalArgumentException("no target: say Unavailable instead");
            }
        }
    }

    /**
     * Call these one after the other: the next where one cannot be had for a reason that another could mend (no answer, 408, 5xx, or a
     * limit that is reached), never where somebody has refused the call. When the last has failed, the route's next destination is tried.
     *
     * @param silence how long a target may say nothing at all while there is another; more than zero
     */
    record InTurn(List<Turn> turns, Duration silence) implements Reach {
        public InTurn {
            turns = List.copyOf(turns);
            Objects.requireNonNull(silence, "silence");
            if (turns.isEmpty()) {
                throw new IllegalArgumentException("no target: say Unavailable instead");
            }
            if (silence.isNegative() || silence.isZero()) {
                throw new IllegalArgumentException("a target needs time to answer");
            }
        }
    }

    /**
     * Call these one stage after the other, until somebody answers: diversions, groups. Each number is reached by a call of its own, with
     * the rights of the destination in the dial plan, and the identity of the caller. It is all laid out here: the role is not asked again.
     *
     * @param why for logs and the explanation of a route
     */
    record Hunt(List<Stage> stages, String why) implements Reach {
        public Hunt {
            stages = List.copyOf(stages);
            Objects.requireNonNull(why, "why");
            if (stages.isEmpty()) {
                throw new IllegalArgumentException("no stage: say Unavailable instead");
            }
        }
    }

    /** The role takes the call itself. */
    record Here(Application application) implements Reach {
        public Here {
            Objects.requireNonNull(application, "application");
        }
    }

    /** The destination is the role's, and cannot be reached now: nobody else is asked. */
    record Unavailable(SipReply reply, String why) implements Reach {
        public Unavailable {
            Objects.requireNonNull(why, "why");
            if (!reply.status().failure()) {
                throw new IllegalArgumentException("unavailable needs a failure status, not " + reply.status());
            }
        }
    }

    /** The role does not know this destination: ask the next. */
    record NotMine(String why) implements Reach {
        public NotMine {
            Objects.requireNonNull(why, "why");
        }
    }
}
