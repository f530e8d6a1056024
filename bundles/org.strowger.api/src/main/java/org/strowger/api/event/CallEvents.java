// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.event;

import org.osgi.annotation.versioning.ProviderType;

/** Where roles tell what only they know of a call: that it waits in their queue, or that it belongs to another. A service of the engine. */
@ProviderType
public interface CallEvents {
    /** Tells every {@link CallListener}, on the calling thread. Any thread; on the call's executor where the order matters. */
    void tell(CallEvent event);
}
