// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.header.To;

/** The headers that are addresses: From, To, Contact, Route, Record-Route. */
final class AddressHeaders {
    private AddressHeaders() {}

    static SIPHeader from(Line line) {
        From from = Blanks.copyWithParameters(Blanks.FROM);
        return AddressReader.into(from, line) && line.done() ? from : null;
    }

    static SIPHeader to(Line line) {
        To to = Blanks.to();
        return AddressReader.into(to, line) && line.done() ? to : null;
    }

    static SIPHeader contact(Line line) {
        return list(line, new ContactList(), Blanks.CONTACT);
    }

    static SIPHeader route(Line line) {
        return list(line, new RouteList(), Blanks.ROUTE);
    }

    static SIPHeader recordRoute(Line line) {
        return list(line, new RecordRouteList(), Blanks.RECORD_ROUTE);
    }

    private static <H extends AddressParametersHeader> SIPHeader list(Line line, SIPHeaderList<H> list, H blank) {
        do {
            line.blanks();
            if (line.nextIs('*')) {
                // all contacts (RFC 3261 section 10.2.2), or only for the stack
                return null;
            }
            H header = Blanks.copyWithParameters(blank);
            if (!AddressReader.into(header, line)) {
                return null;
            }
            list.add(header);
        } while (line.past(','));
        return line.done() ? list : null;
    }
}
