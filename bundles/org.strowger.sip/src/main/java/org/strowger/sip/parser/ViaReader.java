// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.core.HostPort;
import gov.nist.core.NameValue;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import java.util.Locale;

/** A Via with one value. Its parameters have rules of their own: lower case names, flags without any value. */
final class ViaReader {
    private static final byte[] PROTOCOL = Bytes.of("SIP/2.0/");

    private ViaReader() {}

    static SIPHeader read(Line line) {
        if (!line.past(PROTOCOL)) {
            return null;
        }
        String transport = line.token();
        if (transport == null || !line.pastBlanks()) {
            return null;
        }
        HostPort sentBy = HostReader.read(line);
        if (sentBy == null) {
            return null;
        }
        Via via = Blanks.copyWithParameters(Blanks.VIA);
        // the name and version are there from the blank
        via.getSentProtocol().setTransport(transport);
        via.setSentBy(sentBy);
        if (!parameters(line, via) || !line.done()) {
            return null;
        }
        ViaList list = new ViaList();
        list.add(via);
        return list;
    }

    private static boolean parameters(Line line, Via via) {
        while (line.past(';')) {
            line.blanks();
            String name = line.token();
            if (name == null) {
                return false;
            }
            name = name.toLowerCase(Locale.ROOT);
            String value = null;
            if (line.past('=')) {
                value = line.word(name.equals(Via.RECEIVED) ? Chars.TOKEN | Chars.IPV6 : Chars.TOKEN);
                if (value == null) {
                    return false;
                }
            } else if (name.equals(Via.BRANCH)) {
                return false;
            }
            via.getViaParms().put(name, new NameValue(name, value));
        }
        return true;
    }
}
