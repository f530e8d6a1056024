// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.core.NameValueList;
import gov.nist.javax.sip.header.Allow;
import gov.nist.javax.sip.header.Authorization;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.Expires;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.ParametersHeader;
import gov.nist.javax.sip.header.ProxyAuthorization;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderNames;
import gov.nist.javax.sip.header.Server;
import gov.nist.javax.sip.header.Supported;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.UserAgent;
import gov.nist.javax.sip.header.Via;

/**
 * Headers without a value, to be copied. The stack's constructors look their name up among all strings of the JVM, each time; a copy
 * has it already. The blanks themselves are never written to.
 */
final class Blanks {
    static final Via VIA = new Via();
    static final From FROM = new From();
    static final To TO = new To();
    static final Contact CONTACT = new Contact();
    static final Route ROUTE = new Route();
    static final RecordRoute RECORD_ROUTE = new RecordRoute();
    static final CallID CALL_ID = new CallID();
    static final CSeq CSEQ = new CSeq();
    static final MaxForwards MAX_FORWARDS = new MaxForwards();
    static final ContentLength CONTENT_LENGTH = new ContentLength();
    static final ContentType CONTENT_TYPE = new ContentType();
    static final Expires EXPIRES = new Expires();
    static final Allow ALLOW = new Allow();
    static final Supported SUPPORTED = supported();
    static final UserAgent USER_AGENT = new UserAgent();
    static final Server SERVER = new Server();
    static final Authorization AUTHORIZATION = new Authorization();
    static final ProxyAuthorization PROXY_AUTHORIZATION = new ProxyAuthorization();

    private Blanks() {}

    /** A header to be written on, where it holds nothing that a copy would share. */
    @SuppressWarnings("unchecked")
    static <H extends SIPHeader> H copy(H blank) {
        return (H) blank.clone();
    }

    /** A header to be written on, whose parameters are its own: a copy shares one of their lists. */
    @SuppressWarnings("unchecked")
    static <H extends ParametersHeader> H copyWithParameters(H blank) {
        H copy = (H) blank.clone();
        copy.removeMultiParameters();
        return copy;
    }

    /** A To, whose parameters are in a list of another kind, which copying forgets. */
    static To to() {
        To copy = copyWithParameters(TO);
        copy.setParameters(new NameValueList(true));
        return copy;
    }

    private static Supported supported() {
        Supported blank = new Supported();
        blank.setHeaderName(SIPHeaderNames.SUPPORTED);
        return blank;
    }
}
