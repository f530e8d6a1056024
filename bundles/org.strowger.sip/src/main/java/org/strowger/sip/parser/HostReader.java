// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.core.Host;
import gov.nist.core.HostPort;

/** A host and its port, wherever there is one. */
final class HostReader {
    private HostReader() {}

    /** Reads a name or an address with or without a port; null where it is not plainly that. */
    static HostPort read(Line line) {
        boolean bracket = line.nextIs('[');
        String name = bracket ? ipv6(line) : name(line);
        if (name == null) {
            return null;
        }
        int port = -1;
        if (line.past(':')) {
            port = line.number();
            if (port < 0) {
                return null;
            }
        }
        if (!bracket && line.countBeforeHostEnds(':') + (port < 0 ? 0 : 1) > 1) {
            // the stack takes for an IPv6 address whatever has two colons before a character that ends it, far behind
            // even
            return null;
        }
        HostPort hostPort = new HostPort();
        hostPort.setHost(new Host(name));
        hostPort.setPort(port);
        return hostPort;
    }

    private static String name(Line line) {
        int from = line.at();
        line.run(Chars.HOST);
        return line.at() > from ? line.textFrom(from) : null;
    }

    private static String ipv6(Line line) {
        int from = line.at();
        line.past('[');
        line.run(Chars.IPV6);
        return line.at() > from + 1 && line.past(']') ? line.textFrom(from) : null;
    }
}
