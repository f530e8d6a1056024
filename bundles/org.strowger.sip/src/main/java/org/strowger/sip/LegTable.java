// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.strowger.api.call.Leg;

/** Every leg there is, those that are only being seen to their end included, and both ends of every wire. Thread-safe. */
final class LegTable {
    private final Map<String, NetworkLeg> byTag = new ConcurrentHashMap<>();
    private final Map<String, InLeg> byInvite = new ConcurrentHashMap<>();
    private final Set<WireLeg> wires = ConcurrentHashMap.newKeySet();

    void add(NetworkLeg leg) {
        byTag.put(leg.localTag(), leg);
        leg.port().use().taken();
    }

    void add(WireLeg end) {
        wires.add(end);
    }

    void remove(WireLeg end) {
        wires.remove(end);
    }

    /**
     * Adds a leg of side A under its INVITE's identity too.
     *
     * @return the leg that has this INVITE already, by another branch: the request was merged (RFC 3261 section 8.2.2.2)
     */
    Optional<InLeg> addUnlessMerged(String invite, InLeg leg) {
        InLeg first = byInvite.putIfAbsent(invite, leg);
        if (first == null) {
            add(leg);
        }
        return Optional.ofNullable(first);
    }

    void remove(NetworkLeg leg) {
        if (byTag.remove(leg.localTag(), leg)) {
            leg.port().use().left();
        }
    }

    void removeInvite(String invite, InLeg leg) {
        byInvite.remove(invite, leg);
    }

    /** The leg whose tag in the dialog this is. */
    Optional<NetworkLeg> find(String localTag) {
        return localTag == null ? Optional.empty() : Optional.ofNullable(byTag.get(localTag));
    }

    /** The leg of a dialog, by the names that its peer has for it (RFC 3891 section 3). */
    Optional<NetworkLeg> find(String sipCallId, String ourTag, String peersTag) {
        return find(ourTag)
                .filter(leg -> leg.sipCallId().equals(sipCallId)
                        && leg.dialog() != null
                        && peersTag.equals(leg.dialog().remoteTag()));
    }

    Collection<NetworkLeg> all() {
        return byTag.values();
    }

    Collection<WireLeg> wires() {
        return wires;
    }

    /** How many belong to no call any more. */
    int closing() {
        return byTag.size() - liveOnNetwork();
    }

    int invites() {
        return byInvite.size();
    }

    /** How many belong to a call that is not over. */
    int live() {
        return liveOnNetwork() + wires.size();
    }

    private int liveOnNetwork() {
        return (int) byTag.values().stream().filter(NetworkLeg::live).count();
    }

    /** The calls that are not over. */
    Set<String> callIds() {
        return Stream.concat(byTag.values().stream().filter(NetworkLeg::live), wires.stream())
                .map(Leg::callId)
                .collect(Collectors.toSet());
    }
}
