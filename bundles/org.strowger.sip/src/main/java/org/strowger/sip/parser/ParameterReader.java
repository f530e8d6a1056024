// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.core.NameValue;
import gov.nist.javax.sip.header.ParametersHeader;

/** Parameters of a header: tokens and quoted strings without a backslash. */
final class ParameterReader {
    private ParameterReader() {}

    /** Reads all that follow, each behind a semicolon; false where they are not plainly parameters. */
    static boolean into(ParametersHeader header, Line line) {
        while (line.past(';')) {
            line.blanks();
            NameValue parameter = one(line);
            if (parameter == null) {
                return false;
            }
            header.setParameter(parameter);
        }
        return true;
    }

    /** Reads one; null where it is not plainly a parameter. */
    static NameValue one(Line line) {
        String name = line.token();
        if (name == null) {
            return null;
        }
        if (!line.past('=')) {
            return new NameValue(name, "", true);
        }
        boolean quoted = line.nextIs('"');
        String value = quoted ? line.quoted() : line.token();
        if (value == null) {
            return null;
        }
        NameValue parameter = new NameValue(name, value, false);
        if (quoted) {
            parameter.setQuotedValue();
        }
        return parameter;
    }
}
