// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;

/** A SIP URI in brackets, with a display name before it or without. */
final class AddressReader {
    private static final char UNREADABLE = '\uFFFD';

    private AddressReader() {}

    /** Reads an address and the parameters behind it into a header; false where they are not plainly that. */
    static boolean into(AddressParametersHeader header, Line line) {
        AddressImpl address = read(line);
        if (address == null) {
            return false;
        }
        header.setAddress(address);
        return (line.done() || line.nextIs(';') || line.nextIs(',')) && ParameterReader.into(header, line);
    }

    private static AddressImpl read(Line line) {
        AddressImpl address = new AddressImpl();
        if (!line.nextIs('<')) {
            String name = line.nextIs('"') ? quotedName(line) : name(line);
            if (name == null) {
                return null;
            }
            address.setDisplayName(name.trim());
        }
        if (!line.past('<')) {
            return null;
        }
        SipUri uri = UriReader.read(line);
        if (uri == null || !line.past('>')) {
            return null;
        }
        address.setURI(uri);
        return address;
    }

    private static String quotedName(Line line) {
        line.past('"');
        int from = line.at();
        line.upTo('"', '\\');
        if (!line.nextIs('"')) {
            return null;
        }
        String name = line.utf8From(from);
        line.past('"');
        line.blanks();
        return name.indexOf(UNREADABLE) < 0 && name.indexOf(0) < 0 ? name : null;
    }

    /** A name without quotation marks: words and blanks between them. */
    private static String name(Line line) {
        int from = line.at();
        line.run(Chars.TOKEN);
        if (line.at() == from) {
            return null;
        }
        while (line.pastBlanks()) {
            line.run(Chars.TOKEN);
        }
        return line.textFrom(from);
    }
}
