// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers requests outside of a dialog other than INVITE: REGISTER, MESSAGE, SUBSCRIBE. Registered as a service with the
 * property {@link #METHOD}; where several serve one method, the highest {@code service.ranking} does. While none serves a
 * method that one has served before, requests wait for it to come back, within a bound, and then get 503 with Retry-After.
 */
@ConsumerType
public interface RequestService {
    /** Service property, one name or several: the methods served, upper case. */
    String METHOD = "sip.method";

    /**
     * Answers one request. Called on a thread of the SIP bundle's pool, requests of one Call-ID in order; it must not block.
     * What it throws becomes a 500 and an error in the log.
     *
     * @return the one final answer, never null
     */
    SipReply answer(SipRequest request);
}
