// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.strowger.api.sip.Credentials;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;

/**
 * The BYE of one dialog, sent again with credentials where the peer asks for them, until it has its answer or none comes. Confined to the
 * call's executor.
 */
final class Bye {
    private final Dialog dialog;
    private final Outbox outbox;
    private final Flow flow;
    private final Executor executor;
    private final Optional<ChallengeAnswers> challenges;

    /** @param credentials for a peer that asks for some */
    Bye(Dialog dialog, Outbox outbox, Flow flow, Executor executor, Optional<Credentials> credentials) {
        this.dialog = dialog;
        this.outbox = outbox;
        this.flow = flow;
        this.executor = executor;
        this.challenges = credentials.map(ChallengeAnswers::new);
    }

    /** @param done when it is over, whatever was answered */
    void send(List<Header> headers, Runnable done) {
        send(headers, List.of(), done);
    }

    private void send(List<Header> headers, List<Header> credentials, Runnable done) {
        SIPRequest bye = dialog.request("BYE");
        Messages.addUsable(bye, headers);
        Messages.addUsable(bye, credentials);
        outbox.dispatch(bye, flow, new ClientHandler() {
            @Override
            public void responded(SIPResponse response) {
                if (response.getStatusCode() >= 200) {
                    executor.execute(() -> {
                        Optional<List<Header>> answer = challenges.flatMap(one -> one.answer(bye, response));
                        answer.ifPresentOrElse(given -> send(headers, given, done), done);
                    });
                }
            }

            @Override
            public void timedOut() {
                executor.execute(done);
            }
        });
    }
}
