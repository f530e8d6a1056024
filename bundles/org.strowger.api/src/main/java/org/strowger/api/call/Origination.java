// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.strowger.api.sip.Header;

/**
 * A call that a role makes.
 *
 * @param role the name of the role that originates
 * @param from the number that it calls from, one of its own
 * @param to the number dialled
 * @param headers what the call's request says besides, such as identity and diversion: for callouts, which pass on what their peers may know
 * @param target where the role itself takes the call, as a callout that is asked about it; empty where others know the number
 * @param sipCallId the Call-ID that the INVITEs of this call have; empty for one of the SIP bundle's own
 */
public record Origination(
        String role,
        String from,
        String displayName,
        String to,
        List<Header> headers,
        Optional<Target> target,
        String sipCallId,
        Set<Option> options) {
    /** What a role may want otherwise than most do. */
    public enum Option {
        /** It hears what happens on the legs to the called party, as {@link LegEvent.Onward}, and their ACK waits for its own. */
        SUPERVISED,
        /** Its descriptions are of media that the called party reaches by itself: they pass as they are. */
        OWN_MEDIA
    }

    public Origination {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(to, "to");
        headers = List.copyOf(headers);
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(sipCallId, "sipCallId");
        options = Set.copyOf(options);
    }

    /** A call like any other. */
    public Origination(String role, String from, String displayName, String to) {
        this(role, from, displayName, to, List.of(), Optional.empty(), "", Set.of());
    }
}
