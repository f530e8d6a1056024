// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.javax.sip.header.SIPHeader;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;

/** Reads the usual form of one kind of header. */
interface HeaderReader {
    /**
     * The header that the stack's own parser would make of this line; null where the line is not plainly of the usual form, and that
     * parser has to see for itself.
     *
     * @param line behind the colon and blanks; as long as it takes
     * @throws ParseException as null
     * @throws InvalidArgumentException as null
     */
    SIPHeader read(Line line) throws ParseException, InvalidArgumentException;
}
