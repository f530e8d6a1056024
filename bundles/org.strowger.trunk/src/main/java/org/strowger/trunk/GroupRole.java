// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Turn;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Weighted;

/** Calls out by one of several trunks: by priority, and among equals by weight, and by the next where one fails. */
final class GroupRole implements Callout {
    /** The kind of the role. */
    static final String ROLE = "trunks";

    /** So many servers are tried for one call. */
    private static final int TRIES = 6;

    private final String group;
    private final Supplier<? extends Collection<PeerRole>> members;
    private final RandomGenerator random;

    private record Member(PeerRole role, int priority, int weight) implements Weighted {}

    /** @param members at this moment */
    GroupRole(String group, Supplier<? extends Collection<PeerRole>> members, RandomGenerator random) {
        this.group = group;
        this.members = members;
        this.random = random;
    }

    /** The name by which a route calls a group. */
    static String name(String group) {
        return ROLE + "-" + group;
    }

    @Override
    public Reach reach(Outgoing outgoing) {
        if (!outgoing.destination().via().orElse("").equals(name(group))) {
            return new Reach.NotMine("the route does not name it");
        }
        List<Member> all = new ArrayList<>();
        for (PeerRole role : members.get()) {
            role.peer()
                    .group()
                    .filter(in -> in.group().equals(group))
                    .ifPresent(in -> all.add(new Member(role, in.priority(), in.weight())));
        }
        List<Turn> turns = new ArrayList<>();
        List<String> why = new ArrayList<>();
        Duration silence = Duration.ofSeconds(4);
        for (Member member : Weighted.<Member>order(all, random)) {
            PeerRole.Ways ways = member.role().ways(outgoing);
            if (ways.turns().isEmpty()) {
                why.add(member.role().peer().role() + ": " + ways.why());
            } else if (turns.isEmpty()) {
                silence = member.role().peer().silence();
            }
            turns.addAll(ways.turns());
        }
        return turns.isEmpty()
                ? new Reach.Unavailable(SipReply.of(503), String.join("; ", why))
                : new Reach.InTurn(turns.subList(0, Math.min(TRIES, turns.size())), silence);
    }
}
