// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.strowger.api.sip.ClientRequest;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipUri;

/**
 * What every REGISTER of one line has in common (RFC 3261 section 10.2): one Call-ID, a CSeq that rises, and a Contact that no other
 * line has, by which calls in are told apart where several accounts are with one provider.
 *
 * @param cseq the last number that was used
 * @param token the {@code line} parameter of the Contact, which a stranger cannot guess
 */
record Registering(String callId, long cseq, String token) {
    /** A registration that the registrar has not heard of. */
    static Registering anew(RandomGenerator random) {
        return new Registering(id(random, 16), 0, id(random, 12));
    }

    private static String id(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The registration of another time. */
    static Registering of(LineMemory memory, int leap) {
        return new Registering(memory.callId(), memory.cseq() + leap, memory.token());
    }

    /** With another number used. */
    Registering after(long used) {
        return new Registering(callId, Math.max(cseq, used), token);
    }

    /**
     * The next REGISTER.
     *
     * @param expires in seconds; 0 to unregister
     */
    ClientRequest request(LineSettings line, Flow server, long expires) {
        SipUri account = SipUri.of("", line.domain(), 0).withNumber(line.user());
        return new ClientRequest(
                "REGISTER",
                SipUri.of("", line.domain(), 0),
                NameAddr.of(account),
                NameAddr.of(account),
                callId,
                cseq + 1,
                server,
                line.proxy().map(Registering::route).stream().toList(),
                Optional.of(new SipUri("sip", account.user(), "", 0, ";line=" + token)),
                Optional.of(line.credentials()),
                List.of(new Header("Expires", Long.toString(expires))));
    }

    /** A proxy as it stands in a Route header. */
    static String route(SipUri proxy) {
        return "<" + proxy + ";lr>";
    }

    LineMemory memory(LineStatus status, String process) {
        return new LineMemory(
                process,
                callId,
                cseq,
                token,
                status.until(),
                status.next().orElse(Instant.EPOCH),
                status.server(),
                status.routes());
    }
}
