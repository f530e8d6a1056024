// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import org.osgi.annotation.versioning.ProviderType;
import org.strowger.api.sip.SipReply;

/** A request that a peer sent within the dialog, and the one answer that it gets. Used on the call's executor. */
@ProviderType
public interface Exchange {
    /** What the peer wants. */
    Query query();

    /** Answers; a second answer is ignored. */
    void answer(SipReply reply);
}
