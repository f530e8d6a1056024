// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.core.NameValue;
import gov.nist.javax.sip.header.AuthenticationHeader;
import gov.nist.javax.sip.header.Authorization;
import gov.nist.javax.sip.header.AuthorizationList;
import gov.nist.javax.sip.header.ProxyAuthorization;
import gov.nist.javax.sip.header.ProxyAuthorizationList;
import gov.nist.javax.sip.header.SIPHeader;

/** Authorization and Proxy-Authorization: a scheme, and parameters with commas between them. */
final class CredentialsReader {
    private CredentialsReader() {}

    static SIPHeader authorization(Line line) {
        Authorization header = Blanks.copyWithParameters(Blanks.AUTHORIZATION);
        if (!into(header, line)) {
            return null;
        }
        AuthorizationList list = new AuthorizationList();
        list.add(header);
        return list;
    }

    static SIPHeader proxyAuthorization(Line line) {
        ProxyAuthorization header = Blanks.copyWithParameters(Blanks.PROXY_AUTHORIZATION);
        if (!into(header, line)) {
            return null;
        }
        ProxyAuthorizationList list = new ProxyAuthorizationList();
        list.add(header);
        return list;
    }

    private static boolean into(AuthenticationHeader header, Line line) {
        String scheme = line.token();
        if (scheme == null || !line.pastBlanks()) {
            return false;
        }
        header.setScheme(scheme);
        do {
            line.blanks();
            NameValue parameter = ParameterReader.one(line);
            if (parameter == null) {
                return false;
            }
            header.setParameter(parameter);
            line.blanks();
        } while (line.past(','));
        return line.done();
    }
}
