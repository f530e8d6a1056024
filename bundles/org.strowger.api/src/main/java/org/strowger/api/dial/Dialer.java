// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.dial;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Calls people on behalf of programs; a service of the dialler's bundle. An attempt is known by its Call-ID until it is removed. Any thread;
 * nothing blocks, and what cannot be done is said, not thrown. What becomes of an attempt is told to every {@link DialListener}.
 */
@ProviderType
public interface Dialer {
    /** Calls somebody; a campaign's call when its turn comes. */
    DialOutcome dial(DialRequest request);

    /**
     * Takes back an attempt that is not established. Its CANCEL leaves once a provisional answer has come (RFC 3261 section 9.1) or, where so
     * configured, after a grace; whatever the peer does by then, the attempt is over now. Once more does nothing.
     *
     * @return refused where it is established, or there is none
     */
    DialOutcome cancel(String callId);

    /**
     * Ends an established call with a BYE.
     *
     * @return refused where it is not established
     */
    DialOutcome bye(String callId);

    /** Takes back or ends, as the attempt's state asks for. */
    DialOutcome hangup(String callId);

    /**
     * Forgets an attempt and says nothing to the peer. Where that answers nevertheless it is acknowledged and ended (RFC 3261 section
     * 13.2.2.4); an established call lasts until the peer or its session timer ends it.
     *
     * @return whether there was one
     */
    boolean drop(String callId);

    /** Whether a call was answered and acknowledged, and is up. */
    boolean established(String callId);

    /**
     * Forgets an attempt, as {@link #drop} does, for a reason that its {@link DialListener#removed} tells.
     *
     * @param reasonClass {@code normal}, {@code user-hangup}, {@code timer-expired} or {@code error}; anything else is {@code normal}
     * @return whether there was one
     */
    boolean cleanup(String callId, String reasonClass);

    /** Those that there are, oldest first. */
    List<DialInfo> dials();
}
