// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import org.strowger.api.sip.Flow;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/** Flows as operators write them. */
public final class FlowText {
    private FlowText() {}

    /**
     * Reads {@code udp:192.0.2.7:5060} or {@code tcp:[2001:db8::7]:5060}, as a flow is shown.
     *
     * @throws IllegalArgumentException naming what is wrong with the text
     */
    public static Flow parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' is no source: expected transport:address:port");
        }
        Transport transport = Transport.parse(text.substring(0, colon));
        SipUri uri = SipUri.parse("sip:" + text.substring(colon + 1));
        if (uri.port() == 0 || !uri.user().isEmpty() || !uri.parameters().isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is no source: expected transport:address:port");
        }
        return new Flow(transport, uri.address(), uri.port(), "");
    }
}
