// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.Server;
import gov.nist.javax.sip.header.UserAgent;
import java.text.ParseException;
import java.util.LinkedList;

/** User-Agent and Server, cut at their slashes as the stack cuts them: not into products, but so that they are written as they came. */
final class ProductHeaders {
    private ProductHeaders() {}

    static SIPHeader userAgent(Line line) {
        if (line.done() || !line.restIsText()) {
            return null;
        }
        UserAgent header = Blanks.copy(Blanks.USER_AGENT);
        while (!line.done()) {
            if (line.nextIs('(')) {
                return null;
            }
            int from = line.at();
            line.upTo('/', '/');
            if (line.past('/')) {
                if (line.nextIs(' ')) {
                    return null;
                }
                line.upTo('/', '/');
            }
            header.addProductToken(line.wordFrom(from));
        }
        return header;
    }

    static SIPHeader server(Line line) throws ParseException {
        if (line.done() || !line.restIsText()) {
            return null;
        }
        Server header = Blanks.copy(Blanks.SERVER);
        header.setProduct(new LinkedList<String>());
        while (!line.done()) {
            int from = line.at();
            line.upTo('/', '\\');
            if (line.at() == from || line.nextIs('\\')) {
                return null;
            }
            String product = line.textFrom(from);
            char first = product.charAt(0);
            if (first == '(' || first == ' ') {
                return null;
            }
            header.addProductToken(product);
            line.past('/');
        }
        return header;
    }
}
