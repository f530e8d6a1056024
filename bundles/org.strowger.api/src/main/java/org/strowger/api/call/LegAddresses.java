// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;

/**
 * Numeric addresses, IPv6 without brackets, for whoever writes a session description.
 *
 * @param peer where the peer's signalling comes from
 * @param bound our local address towards the peer, where a socket can be bound
 * @param advertised the address that the peer is told: the bound one, or what a NAT before us shows
 */
public record LegAddresses(String peer, String bound, String advertised) {
    public LegAddresses {
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(bound, "bound");
        Objects.requireNonNull(advertised, "advertised");
    }
}
