// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A 2xx of ours to an INVITE, sent again from T1 to T2 until its ACK comes, on every transport (RFC 3261 section 13.3.1.4). The
 * transaction has ended with the 2xx, so nobody else does. Confined to the call's executor.
 */
final class AckWait {
    private static final Logger log = LoggerFactory.getLogger(AckWait.class);

    private final SIPServerTransaction transaction;
    private final long cseq;
    private final Sip sip;
    private final Executor executor;
    private final Runnable giveUp;
    private long waited;
    private long interval = Sip.T1;
    private Future<?> next;
    private boolean over;

    AckWait(SIPServerTransaction transaction, long cseq, Sip sip, Executor executor, Runnable giveUp) {
        this.transaction = transaction;
        this.cseq = cseq;
        this.sip = sip;
        this.executor = executor;
        this.giveUp = giveUp;
        schedule();
    }

    long cseq() {
        return cseq;
    }

    private void schedule() {
        long delay = Math.min(interval, Sip.GIVE_UP - waited);
        next = sip.timer().schedule(() -> executor.execute(() -> due(delay)), delay, TimeUnit.MILLISECONDS);
    }

    private void due(long delay) {
        if (over) {
            return;
        }
        waited += delay;
        if (waited >= Sip.GIVE_UP) {
            over = true;
            giveUp.run();
            return;
        }
        resend();
        interval = Math.min(interval * 2, Sip.T2);
        schedule();
    }

    /** Sends the 2xx once more: also when the INVITE itself comes again. */
    void resend() {
        try {
            transaction.resendLastResponseAsBytes();
        } catch (IOException unsent) {
            log.debug("2xx not sent again", unsent);
        }
    }

    void stop() {
        over = true;
        next.cancel(false);
    }
}
