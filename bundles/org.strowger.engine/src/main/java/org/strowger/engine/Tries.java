// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Stage;

/** What a call tries one after the other: the plan's destinations, the stages of each, and the servers of one. Confined to the call's executor. */
final class Tries {
    private static final Logger log = LoggerFactory.getLogger(Tries.class);

    private final Call call;
    private final Connector connector;
    private final Turns turns;
    private final Chronicle chronicle;
    private final Hunting hunting;

    Tries(Call call, Connector connector, Turns turns, Chronicle chronicle, Hunting.Memory memory) {
        this.call = call;
        this.connector = connector;
        this.turns = turns;
        this.chronicle = chronicle;
        this.hunting = new Hunting(memory);
    }

    Hunting.Memory memory() {
        return hunting.memory();
    }

    /** Others that are to be called now in the place of a destination; empty where it is itself to be reached. */
    Optional<Stage> others() {
        return hunting.stage().filter(stage -> !stage.own());
    }

    /** Calls them. */
    void dial(Stage others) {
        Facts facts = call.facts().reached(hunting.role(), List.of());
        call.now(facts);
        connector.dial(others, facts.claimed().by(facts.number(), hunting.role().name()));
    }

    /** How far the question is, how a destination is reached, where a role has said what to try before or after. */
    Inquiry.Memory asked(Inquiry.Memory otherwise) {
        return otherwise.equals(Inquiry.Memory.NONE) ? hunting.asked() : otherwise;
    }

    /** Whether others may be rung where nobody answers now. */
    boolean mayGoOn() {
        return hunting.mayGoOn();
    }

    /** How long what is tried may take; empty for as long as any. */
    Optional<Duration> bound() {
        return hunting.stage().flatMap(Stage::ring);
    }

    /** A role has others tried in a destination's place, or after it. */
    void hunts(List<Stage> stages, RoleId role, Inquiry.Memory asked) {
        Facts facts = call.facts();
        List<String> led = facts.claimed().behalf().map(Behalf::numbers).orElse(List.of());
        if (led.contains(facts.number()) || led.size() >= Behalf.MOST) {
            log.info("{}: {} would lead to {} for ever, by {}", call.id(), led, facts.number(), role.name());
            unreachable(Cause.of(By.US, led.contains(facts.number()) ? 482 : 483), false);
        } else {
            hunting.begin(stages, role, asked);
            call.then(() -> call.goOn(asked));
        }
    }

    /**
     * This destination cannot be had: its next server, the next stage or the next destination, where that could help.
     *
     * @param rang whether it gave a sign
     */
    void unreachable(Cause cause, boolean rang) {
        Facts facts = call.facts();
        chronicle.failed(cause);
        turns.failed();
        if (Causes.mendable(cause) && turns.hasNext()) {
            log.info("{}: {} failed with {}, trying the next server", call.id(), facts.number(), cause.status());
            next(facts.nextServer());
            return;
        }
        turns.drop();
        if (hunting.goesOn(cause, rang)) {
            log.debug("{}: {} failed with {}, trying {}", call.id(), facts.number(), cause.status(), hunting.stage());
            next(facts.again());
        } else if (!Causes.mendable(cause) || !facts.hasNext()) {
            call.refuse(Causes.forCaller(hunting.told(cause)));
        } else {
            hunting.over();
            String callout = facts.reached().callout().name();
            log.info(
                    "{}: {} by {} failed with {}, trying the next", call.id(), facts.number(), callout, cause.status());
            next(facts.next());
        }
    }

    private void next(Facts facts) {
        connector.drop();
        call.now(facts);
        call.then(() -> call.goOn(Inquiry.Memory.NONE));
    }
}
