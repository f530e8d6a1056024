// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.javax.sip.header.Allow;
import gov.nist.javax.sip.header.AllowList;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.Supported;
import gov.nist.javax.sip.header.SupportedList;
import java.text.ParseException;

/** Allow and Supported: tokens with commas between them. */
final class TokenLists {
    private TokenLists() {}

    static SIPHeader allow(Line line) throws ParseException {
        AllowList list = new AllowList();
        for (String method = line.token(); method != null; method = next(line)) {
            Allow allow = Blanks.copy(Blanks.ALLOW);
            allow.setMethod(method);
            list.add(allow);
            if (line.done()) {
                return list;
            }
        }
        return null;
    }

    static SIPHeader supported(Line line) throws ParseException {
        SupportedList list = new SupportedList();
        for (String tag = line.token(); tag != null; tag = next(line)) {
            Supported supported = Blanks.copy(Blanks.SUPPORTED);
            supported.setOptionTag(tag);
            list.add(supported);
            if (line.done()) {
                return list;
            }
        }
        return null;
    }

    /** The token behind the comma; null where there is none. */
    private static String next(Line line) {
        line.blanks();
        if (!line.past(',')) {
            return null;
        }
        line.blanks();
        return line.token();
    }
}
