// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.dial;

import java.util.Locale;

/** Why a call is made. */
public enum Scenario {
    /** One of many: paced. */
    CAMPAIGN,
    /** To an agent, whom a caller is to be transferred to. */
    TRANSFER_AGENT,
    /** To somebody who asked to be called back. */
    CALLBACK,
    /** Somebody at the console, or a program, wants just this call. */
    MANUAL;

    /** As events and records have it: {@code transfer_agent}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a label, in any case.
     *
     * @throws IllegalArgumentException naming those that there are
     */
    public static Scenario parse(String label) {
        for (Scenario scenario : values()) {
            if (scenario.name().equalsIgnoreCase(label.strip())) {
                return scenario;
            }
        }
        throw new IllegalArgumentException(
                "unknown scenario '" + label + "': expected campaign, transfer_agent, callback or manual");
    }
}
