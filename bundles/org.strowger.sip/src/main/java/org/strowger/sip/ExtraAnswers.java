// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.sip.Credentials;

/**
 * Sees to the phones that answer an INVITE of ours besides the one that the leg is with, because it was forked behind us: each is
 * acknowledged and ended (RFC 3261 section 13.2.2.4). It outlives the leg, and holds of it just what is needed. Confined to the
 * call's executor, but for {@link #came}.
 */
final class ExtraAnswers {
    private static final Logger log = LoggerFactory.getLogger(ExtraAnswers.class);

    /** Phones of one INVITE that are seen to; more are not, and give up when their 2xx is not acknowledged. */
    private static final int ROOM = 16;

    private final String callId;
    private final SIPRequest invite;
    private final String user;
    private final Dialog.Peer peer;
    private final Outbox outbox;
    private final Executor executor;
    private final Optional<Credentials> credentials;
    /** By the phone's tag, for a 2xx that comes again. */
    private final Map<String, SIPRequest> acks = new HashMap<>(2);

    /** @param credentials for a peer that asks for some */
    ExtraAnswers(
            String callId,
            SIPRequest invite,
            String user,
            Dialog.Peer peer,
            Outbox outbox,
            Executor executor,
            Optional<Credentials> credentials) {
        this.callId = callId;
        this.invite = invite;
        this.user = user;
        this.peer = peer;
        this.outbox = outbox;
        this.executor = executor;
        this.credentials = credentials;
    }

    /** A response came that no leg claims. Any thread. */
    void came(SIPResponse response) {
        boolean ours =
                response.getCallId().getCallId().equals(invite.getCallId().getCallId())
                        && response.getCSeq().getSeqNumber() == invite.getCSeq().getSeqNumber();
        if (ours && response.getStatusCode() >= 200 && response.getStatusCode() < 300) {
            executor.execute(() -> end(response));
        }
    }

    /** Acknowledges a 2xx, and ends what it began. */
    void end(SIPResponse response) {
        String tag = String.valueOf(response.getTo().getTag());
        SIPRequest known = acks.get(tag);
        if (known != null) {
            outbox.ack(known);
            return;
        }
        if (acks.size() == ROOM) {
            log.warn("{}: more than {} phones answered one INVITE to {}", callId, ROOM, peer.flow());
            return;
        }
        Dialog dialog = Dialog.calling(invite, response, user, peer);
        SIPRequest ack = dialog.ack(invite.getCSeq().getSeqNumber());
        Messages.addUsable(ack, ChallengeAnswers.given(invite));
        acks.put(tag, ack);
        outbox.ack(ack);
        new Bye(dialog, outbox, peer.flow(), executor, credentials)
                .send(List.of(), () -> log.debug("{}: a forked answer was ended", callId));
    }
}
