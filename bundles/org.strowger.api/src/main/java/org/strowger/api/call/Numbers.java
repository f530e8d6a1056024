// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Knows whose a number is. Registered as a service by a role whose accounts may have several; whoever keeps something for an account asks. */
@ConsumerType
public interface Numbers {
    /** The account, by its own number, that a number leads to; empty for one that leads to none of the role's. Any thread; never blocks. */
    Optional<String> account(String number);
}
