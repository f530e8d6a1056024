// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.List;

/**
 * Who a caller is, as a network that trusts its peer tells it (RFC 3325 section 9.1): one identity, or a sip or sips one and a tel one.
 *
 * @param identities one or two
 */
public record AssertedIdentity(List<NameAddr> identities) {
    /** The header's name. */
    public static final String NAME = "P-Asserted-Identity";

    public AssertedIdentity {
        identities = List.copyOf(identities);
        long numbers = identities.stream()
                .filter(identity -> identity.uri().scheme().equals("tel"))
                .count();
        if (identities.isEmpty() || identities.size() > 2 || identities.size() == 2 && numbers != 1) {
            throw new IllegalArgumentException(
                    "an asserted identity is one address, or a sip and a tel one, not " + identities);
        }
    }

    /** One identity. */
    public static AssertedIdentity of(NameAddr identity) {
        return new AssertedIdentity(List.of(identity));
    }

    /**
     * Reads the header's lines.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static AssertedIdentity parse(List<String> lines) {
        return new AssertedIdentity(
                Parts.values(lines).stream().map(NameAddr::parse).toList());
    }

    /** A value for each, as it stands on the wire. */
    public List<String> values() {
        return identities.stream().map(NameAddr::toString).toList();
    }
}
