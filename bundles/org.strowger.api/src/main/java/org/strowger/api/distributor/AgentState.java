// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.distributor;

/** What an agent is doing. */
public enum AgentState {
    /** Logged in nowhere. */
    AWAY,
    /** Will not be rung until the pause is over. */
    PAUSED,
    /** May be rung. */
    IDLE,
    /** Is being rung. */
    RINGING,
    /** Talks to a caller. */
    TALKING,
    /** Has talked, and is given time to write up. */
    WRAP_UP,
    /** Refused, was busy, did not answer or was not reached, and is left alone for a while. */
    RESTING
}
