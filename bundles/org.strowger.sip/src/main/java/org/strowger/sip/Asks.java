// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.ObjectInUseException;
import javax.sip.header.ContactHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;

/** The requests of ours within a dialog that have no final answer yet (RFC 3261 section 12.2.1). Confined to the call's executor. */
final class Asks {
    private static final Logger log = LoggerFactory.getLogger(Asks.class);

    private final NetworkLeg leg;
    private final List<Ask> pending = new ArrayList<>(1);

    Asks(NetworkLeg leg) {
        this.leg = leg;
    }

    void send(Query query, Consumer<? super SipReply> answered) {
        send(query, answered, leg.credentials().map(ChallengeAnswers::new), List.of());
    }

    private void send(
            Query query,
            Consumer<? super SipReply> answered,
            Optional<ChallengeAnswers> challenges,
            List<Header> credentials) {
        SIPRequest request = leg.dialog().request(query.method());
        try {
            request.setHeader(leg.dialog().contact());
            Messages.add(request, query.headers());
            Messages.add(request, credentials);
            Messages.setBody(request, query.body());
            if (isRefresh(request)) {
                leg.session().refreshing(request);
                leg.session().described(query.body());
            }
        } catch (ParseException unusable) {
            throw Messages.unusable(unusable);
        }
        Ask ask = new Ask(query, request, answered, challenges);
        pending.add(ask);
        leg.outbox().dispatch(request, leg.flow(), ask);
    }

    /** Whether a request refreshes the session, whatever else it does (RFC 4028 section 7.4). */
    static boolean isRefresh(SIPRequest request) {
        return request.getMethod().equals("INVITE") || request.getMethod().equals("UPDATE");
    }

    /** Takes the INVITE among them back. */
    void withdraw() {
        pending.stream().filter(ask -> ask.invite).forEach(Ask::withdraw);
    }

    /** One request, from when it is sent to its final answer. */
    private final class Ask implements ClientHandler {
        private final Query query;
        private final SIPRequest request;
        private final boolean invite;
        private volatile ClientTransaction transaction;
        private final Consumer<? super SipReply> answered;
        private final Optional<ChallengeAnswers> challenges;
        private boolean proceeding;
        private boolean withdrawn;
        private boolean over;

        Ask(
                Query query,
                SIPRequest request,
                Consumer<? super SipReply> answered,
                Optional<ChallengeAnswers> challenges) {
            this.query = query;
            this.request = request;
            this.invite = request.getMethod().equals("INVITE");
            this.answered = answered;
            this.challenges = challenges;
        }

        @Override
        public void sending(ClientTransaction made) {
            transaction = made;
        }

        @Override
        public void responded(SIPResponse response) {
            leg.execute(() -> {
                if (response.getStatusCode() < 200) {
                    onProvisional();
                } else {
                    onFinal(response);
                }
            });
        }

        private void onProvisional() {
            if (!proceeding && !over) {
                proceeding = true;
                if (withdrawn) {
                    cancel();
                }
            }
        }

        private void onFinal(SIPResponse response) {
            if (over) {
                // the stack keeps the transaction of an INVITE for a while, and gives us a 2xx that comes again
                leg.invites().repeated(response);
                return;
            }
            boolean wanted = !withdrawn && leg.state() == LegState.CONFIRMED;
            if (wanted && asksAgain(response)) {
                return;
            }
            if (response.getStatusCode() < 300) {
                leg.dialog().refresh((ContactHeader) response.getHeader(ContactHeader.NAME));
                if (isRefresh(request)) {
                    leg.session().agreed(response);
                }
            }
            end(Messages.reply(response));
            // to a NOTIFY they say that the subscription has gone, and no more (RFC 5057)
            boolean lost = response.getStatusCode() == 481 || response.getStatusCode() == 408;
            if (lost && !request.getMethod().equals("NOTIFY")) {
                leg.lost(Cause.of(Cause.By.PEER, response.getStatusCode()));
            }
        }

        /** Sends it again as the peer wants it: that is this leg's own business (RFC 3261 section 22.2, RFC 4028 section 7.3). */
        private boolean asksAgain(SIPResponse response) {
            boolean longer = response.getStatusCode() == 422
                    && isRefresh(request)
                    && leg.session().raises(response);
            Optional<List<Header>> given =
                    longer ? Optional.of(List.of()) : challenges.flatMap(one -> one.answer(request, response));
            given.ifPresent(credentials -> {
                over = true;
                pending.remove(this);
                send(query, answered, challenges, credentials);
            });
            return given.isPresent();
        }

        @Override
        public void timedOut() {
            leg.execute(() -> {
                if (!over) {
                    end(SipReply.of(408));
                    leg.lost(Cause.of(Cause.By.TIMER, 408));
                }
            });
        }

        private void end(SipReply reply) {
            over = true;
            pending.remove(this);
            if (invite) {
                leg.invites().answered(request, reply.status().code());
            }
            answered.accept(reply);
        }

        void withdraw() {
            if (!withdrawn) {
                withdrawn = true;
                if (proceeding) {
                    cancel();
                }
            }
        }

        private void cancel() {
            leg.outbox().cancel(transaction, leg.flow(), List.of());
            leg.giveUpAfter(Sip.GIVE_UP, this::noFinalAnswer);
        }

        /** Section 9.1: then it counts as cancelled, and the dialog goes on. */
        private void noFinalAnswer() {
            if (!over) {
                try {
                    transaction.terminate();
                } catch (ObjectInUseException inUse) {
                    log.debug("{}: the transaction of a re-INVITE ends by itself", leg.callId(), inUse);
                }
                end(SipReply.of(487));
            }
        }
    }
}
