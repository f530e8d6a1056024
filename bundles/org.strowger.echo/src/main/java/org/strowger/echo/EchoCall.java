// SPDX-License-Identifier: Apache-2.0
package org.strowger.echo;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Query;
import org.strowger.api.media.Media;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.MediaPort;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/**
 * One call of the echo test, whichever side called: a leg, and a port that lives as long as the leg. All there is to know of
 * it is with these two, so that another {@code EchoCall}, of another version, can take their place at any moment. Used on
 * the call's executor.
 */
final class EchoCall {
    /** Something that media may refuse. */
    private interface Attempt {
        void run() throws MediaException;
    }

    private final Leg leg;
    private final MediaPort port;
    private final Set<EchoCall> served;

    /** @param served where this call stands while it is served here; thread-safe */
    EchoCall(Leg leg, Media media, Set<EchoCall> served) {
        this.leg = leg;
        this.port = media.echo(leg.callId(), leg.memory());
        this.served = served;
        served.add(this);
        leg.listen(this::on);
    }

    /** Any thread. */
    Leg leg() {
        return leg;
    }

    /** Leaves the call to the next version, with all that it has to know: its port. */
    void leave() {
        if (served.remove(this)) {
            leg.remember(port.memory());
            leg.leave();
        }
    }

    /** They called us. */
    void answer(Optional<Body> offer) {
        leg.progress(Status.RINGING, Optional.empty());
        attempt(() -> leg.answer(Optional.of(describe(offer))));
    }

    /** We call them. */
    void dial() {
        attempt(() -> leg.start(Optional.of(port.offer(leg.addresses()))));
    }

    private void on(LegEvent event) {
        if (event instanceof LegEvent.Answered answered) {
            leg.confirm(Optional.empty());
            attempt(() -> accept(answered.body()));
        } else if (event instanceof LegEvent.Confirmed confirmed) {
            // Without a body, unless the offer was ours.
            attempt(() -> accept(confirmed.body()));
        } else if (event instanceof LegEvent.Asked asked) {
            asked.exchange().answer(reply(asked.exchange().query()));
        } else if (event instanceof LegEvent.Ended) {
            served.remove(this);
            port.close();
        }
    }

    private SipReply reply(Query query) {
        boolean describes = query.method().equals("INVITE")
                || query.method().equals("UPDATE") && query.body().isPresent();
        try {
            return switch (query.method()) {
                case "INVITE", "UPDATE", "INFO", "OPTIONS" ->
                    new SipReply(
                            Status.OK, List.of(), describes ? Optional.of(describe(query.body())) : Optional.empty());
                default -> SipReply.of(405);
            };
        } catch (MediaException e) {
            return new SipReply(e.status(), List.of(), Optional.empty());
        }
    }

    /** An answer to their offer, or where they made none, ours. */
    private Body describe(Optional<Body> offer) throws MediaException {
        return offer.isPresent() ? port.answer(offer.get(), leg.addresses()) : port.offer(leg.addresses());
    }

    private void accept(Optional<Body> answer) throws MediaException {
        if (answer.isPresent()) {
            port.accept(answer.get(), leg.addresses());
        }
    }

    private void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (MediaException e) {
            leg.hangup(new Cause(Cause.By.US, e.status(), List.of()));
        }
    }
}
