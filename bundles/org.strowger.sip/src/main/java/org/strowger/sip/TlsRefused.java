// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import javax.sip.SipException;

/** A connection by TLS that was not made, because one side does not trust the other: trying again does not mend it. */
final class TlsRefused extends SipException {
    private static final long serialVersionUID = 1L;

    /** @param why in words for an operator */
    TlsRefused(String why) {
        super(why);
    }
}
