// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.media;

import org.osgi.annotation.versioning.ProviderType;

/** The media bundle's face. Thread-safe; what it hands out is used on the call's executor. */
@ProviderType
public interface Media {
    /** A relay between the two legs of a call. It takes ports when the first description passes, and not before. */
    Relay relay(String callId);

    /** An end of a call that sends back what it hears. It takes ports when it is first described. */
    MediaPort echo(String callId);
}
