// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Sends requests outside of a dialog, and answers the challenges to them (RFC 3261 section 22.2, RFC 7616, RFC 8760). Thread-safe. */
@ProviderType
public interface SipClient {
    /**
     * Sends a request, and again with credentials where it is challenged. Returns at once.
     *
     * @param done told what became of it, exactly once, on the executor; also where the SIP bundle stops meanwhile
     */
    void send(ClientRequest request, Executor executor, Consumer<? super ClientResult> done);
}
