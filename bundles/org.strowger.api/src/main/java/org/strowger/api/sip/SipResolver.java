// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds the servers behind a name: RFC 3263, by NAPTR, SRV and A or AAAA. What name servers said is kept for as long as they said, and no
 * longer, so that it may be asked for at any call. Thread-safe.
 */
@ProviderType
public interface SipResolver {
    /**
     * Finds the servers of a URI: what its scheme, port and transport parameter leave open the name servers decide. Returns at once, and
     * waits for nobody.
     *
     * @param uri its user does not matter
     * @param transport to use where the URI names none; empty for whichever the domain offers
     * @param found told exactly once, on the executor
     */
    void resolve(SipUri uri, Optional<Transport> transport, Executor executor, Consumer<? super ServerSet> found);
}
