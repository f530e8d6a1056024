// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.header.ExtensionHeader;
import javax.sip.header.Header;
import javax.sip.header.MaxForwardsHeader;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipRequest;
import org.strowger.api.sip.SipUri;

/** A parsed request as the other bundles see it. Reads from the message what is asked for, when it is asked for. */
final class RequestView implements SipRequest {
    private final SIPRequest request;
    private final Flow flow;
    private final Supplier<List<String>> certified;
    private final SipUri uri;
    private final NameAddr from;
    private final NameAddr to;

    /** @throws IllegalArgumentException when the Request-URI, From or To is none that we can serve */
    RequestView(SIPRequest request, Flow flow) {
        this(request, flow, List::of);
    }

    /**
     * @param certified whose certificate the peer has shown
     * @throws IllegalArgumentException when the Request-URI, From or To is none that we can serve
     */
    RequestView(SIPRequest request, Flow flow, Supplier<List<String>> certified) {
        this.certified = certified;
        this.request = request;
        this.flow = flow;
        this.uri = SipUri.parse(request.getRequestURI().toString());
        this.from = Messages.nameAddr(request.getFrom().getAddress());
        this.to = Messages.nameAddr(request.getTo().getAddress());
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public SipUri uri() {
        return uri;
    }

    @Override
    public NameAddr from() {
        return from;
    }

    @Override
    public NameAddr to() {
        return to;
    }

    @Override
    public String callId() {
        return request.getCallId().getCallId();
    }

    @Override
    public long cseq() {
        return request.getCSeq().getSeqNumber();
    }

    @Override
    public int maxForwards() {
        MaxForwardsHeader header = (MaxForwardsHeader) request.getHeader(MaxForwardsHeader.NAME);
        return header == null ? 70 : header.getMaxForwards();
    }

    @Override
    public Optional<String> header(String name) {
        Header header = request.getHeader(HeaderText.longName(name));
        if (header instanceof ExtensionHeader) {
            return headers(name).stream().findFirst();
        }
        return header == null ? Optional.empty() : Optional.of(Messages.value(header));
    }

    @Override
    public List<String> headers(String name) {
        ListIterator<? extends Header> each = request.getHeaders(HeaderText.longName(name));
        if (!each.hasNext()) {
            return Collections.emptyList();
        }
        List<String> values = new ArrayList<>(2);
        while (each.hasNext()) {
            Header header = each.next();
            if (header instanceof ExtensionHeader) {
                // the stack does not know it, and so has not taken its list apart
                values.addAll(HeaderText.split(Messages.value(header)));
            } else {
                values.add(Messages.value(header));
            }
        }
        return values;
    }

    @Override
    public Optional<Body> body() {
        return Messages.body(request);
    }

    @Override
    public Flow flow() {
        return flow;
    }

    @Override
    public List<String> certified() {
        return certified.get();
    }

    @Override
    public String toString() {
        return method() + " " + uri + " from " + flow;
    }
}
