// SPDX-License-Identifier: Apache-2.0
package org.strowger.ringgroup;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;

/** The role of the numbers that ring several others. It lays out who is rung and when, and keeps nothing of a call. Any thread. */
@Component(
        immediate = true,
        property = {Callout.ROLE + "=ringgroup", "service.ranking:Integer=300"})
public final class RingGroup implements Callout {
    private final Groups groups;

    @Activate
    public RingGroup(@Reference Groups groups) {
        this.groups = groups;
    }

    @Override
    public Reach reach(Outgoing outgoing) {
        return groups.ringing(outgoing.destination().number())
                .map(Group::reach)
                .orElseGet(() -> new Reach.NotMine("no group has the number"));
    }
}
