// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

/** The state of a call, which is neither leg's. */
public enum CallState {
    /** An INVITE came in; callin, route and callout are being asked. */
    OFFERED,
    /** INVITEs went out and nobody has answered. */
    RINGING,
    /** A 200 came back and was passed on. */
    TALKING,
    /** Both legs have ended. */
    ENDED
}
