// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.core.Host;
import gov.nist.core.HostPort;

/** A host and its port, wherever there is one. */
final class HostReader {
    private HostReader() {}

    /** Reads a name or an address with or without a port; null where it is not plainly that. */
    static HostPort read(Line line) {
        int from = line.at();
        boolean bracket = line.nextIs('[');
        String name = bracket ? ipv6(line) : line.word(Chars.HOST);
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
        if (!bracket && mayBeIpv6(line, from)) {
            return null;
        }
        HostPort hostPort = new HostPort();
        hostPort.setHost(new Host(name));
        hostPort.setPort(port);
        return hostPort;
    }

    private static String ipv6(Line line) {
        int from = line.at();
        line.past('[');
        if (line.word(Chars.IPV6) == null || !line.past(']')) {
            return null;
        }
        return line.textFrom(from);
    }

    /** The stack takes for an IPv6 address whatever has two colons before a character that ends it, far behind even. */
    private static boolean mayBeIpv6(Line line, int from) {
        if (line.nextIs(';')) {
            return false;
        }
        int read = line.at();
        line.backTo(from);
        boolean may = line.countBeforeHostEnds(':') > 1;
        line.backTo(read);
        return may;
    }
}
