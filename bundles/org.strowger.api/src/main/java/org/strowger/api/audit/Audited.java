// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.audit;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Registered as a service by every bundle that holds per-call state; asked by {@code pbx:audit}, on any thread. */
@ConsumerType
public interface Audited {
    /** The name of the bundle's part in the audit, such as {@code sip}. */
    String subject();

    /** The tables as they are now. Cheap enough to ask once a second; must not block calls. */
    List<Table> tables();
}
