// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.core.HostPort;
import gov.nist.core.NameValue;
import gov.nist.javax.sip.address.SipUri;

/** A SIP URI between brackets or in a request line, with a user or without, with parameters, without a password or headers. */
final class UriReader {
    private static final byte[] SCHEME = Bytes.of("sip:");

    private UriReader() {}

    /** Reads as far as the URI goes; null where it is not plainly one. */
    static SipUri read(Line line) {
        if (!line.past(SCHEME)) {
            return null;
        }
        int from = line.at();
        line.runEscaped(Chars.USER);
        String user = null;
        if (line.nextIs('@')) {
            user = line.textFrom(from);
            line.past('@');
        } else if (hasPassword(line)) {
            return null;
        } else {
            line.backTo(from);
        }
        HostPort hostPort = HostReader.read(line);
        if (hostPort == null || user != null && user.isEmpty()) {
            return null;
        }
        SipUri uri = new SipUri();
        if (user != null) {
            uri.setUser(user);
        }
        uri.setHostPort(hostPort);
        return parameters(line, uri) ? uri : null;
    }

    private static boolean hasPassword(Line line) {
        if (!line.past(':')) {
            return false;
        }
        line.runEscaped(Chars.PASSWORD);
        return line.nextIs('@');
    }

    private static boolean parameters(Line line, SipUri uri) {
        while (line.past(';')) {
            String name = escaped(line);
            if (name.isEmpty()) {
                return false;
            }
            uri.setUriParameter(
                    line.past('=') ? new NameValue(name, escaped(line), false) : new NameValue(name, "", true));
        }
        return true;
    }

    private static String escaped(Line line) {
        int from = line.at();
        line.runEscaped(Chars.URI_PARAMETER);
        return line.wordFrom(from);
    }
}
