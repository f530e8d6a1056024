// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.core.NameValueList;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderNamesCache;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.Set;
import javax.sip.header.TimeStampHeader;

/**
 * A response of ours. It copies of the request's headers just what is changed on the way out, where the stack copies all that a
 * response has, and is written once: the stack asks a second time to keep what it has sent.
 */
final class Answer extends SIPResponse {
    private static final long serialVersionUID = 1;

    /** Requests whose 2xx tells by which way those that follow are to go (RFC 3261 section 12.1.1). */
    private static final Set<String> DIALOGS = Set.of("INVITE", "SUBSCRIBE", "REFER");

    private byte[] written;

    private Answer(int status, String phrase) throws ParseException {
        setStatusCode(status);
        setReasonPhrase(phrase.isEmpty() ? SIPResponse.getReasonPhrase(status) : phrase);
    }

    /**
     * What {@link SIPRequest#createResponse(int, String)} makes.
     *
     * @param phrase empty for the usual one
     */
    static SIPResponse to(SIPRequest request, int status, String phrase) throws ParseException {
        Answer answer = new Answer(status, phrase);
        answer.put(vias(request.getViaHeaders()));
        answer.fromHeader = like(new From(), (From) request.getFrom());
        answer.put(answer.fromHeader);
        answer.toHeader = like(new To(), (To) request.getTo());
        answer.put(answer.toHeader);
        answer.callIdHeader = (CallID) request.getCallId();
        answer.put(answer.callIdHeader);
        answer.cSeqHeader = (CSeq) request.getCSeq();
        answer.put(answer.cSeqHeader);
        boolean dialog = status > 100 && status < 300 && DIALOGS.contains(request.getMethod());
        RecordRouteList routes = request.getRecordRouteHeaders();
        if (dialog && routes != null && request.getToTag() == null) {
            answer.put((SIPHeader) routes.clone());
        }
        SIPHeader timestamp = (SIPHeader) request.getHeader(TimeStampHeader.NAME);
        if (timestamp != null) {
            answer.put((SIPHeader) timestamp.clone());
        }
        return answer;
    }

    private void put(SIPHeader header) {
        headerTable.put(SIPHeaderNamesCache.toLowerCase(header.getName()), header);
        headers.add(header);
    }

    /** The uppermost is the stack's to change; the others are only passed on. */
    private static ViaList vias(ViaList of) {
        ViaList copy = new ViaList();
        boolean first = true;
        for (Via via : of) {
            copy.add(first ? (Via) via.clone() : via);
            first = false;
        }
        return copy;
    }

    private static <H extends AddressParametersHeader> H like(H copy, H header) {
        copy.setAddress(header.getAddress());
        copy.setParameters((NameValueList) header.getParameters().clone());
        return copy;
    }

    /** Nothing changes any more once it is sent. */
    @Override
    public byte[] encodeAsBytes(String transport) {
        if (written == null) {
            written = super.encodeAsBytes(transport);
        }
        return written;
    }
}
