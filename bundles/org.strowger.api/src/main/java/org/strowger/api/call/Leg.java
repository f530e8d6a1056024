// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/**
 * One side of a call. On side A somebody called us and we answer; on side B we called somebody. A leg that ends in an
 * application within the exchange is {@link #local} and behaves alike.
 *
 * <p>All methods are called on the call's executor, save those that say any thread, and all events are delivered on it. None
 * blocks, and none throws for what the network does: that arrives as an event. An operation that the leg's state no longer
 * allows (its peer has just hung up) does nothing; the {@link LegEvent.Ended} on its way says why. An operation of the other
 * side is an {@link IllegalStateException}.
 */
@ProviderType
public interface Leg {
    /** Which end of the exchange the leg is on. */
    enum Side {
        /** Somebody called: we are the UAS. */
        A,
        /** We call: we are the UAC. */
        B;

        public Side other() {
            return this == A ? B : A;
        }
    }

    /** The id of the call that the leg belongs to. */
    String callId();

    Side side();

    /** Whether an application within the exchange is at the other end, so that the leg brings its own media. */
    boolean local();

    /** The addresses between which this leg's peer and we speak. */
    LegAddresses addresses();

    /** The leg as an operator sees it. Any thread. */
    LegInfo info();

    /**
     * Runs a task on the call's executor, after what waits there already; also when the leg has ended. Any thread: so a bundle
     * that is told to stop gets at its legs.
     */
    void execute(Runnable task);

    /** Sets who hears this leg's events from now on. Those that came before are kept and delivered first. */
    void listen(Consumer<? super LegEvent> listener);

    /**
     * Lays down what whoever serves this leg next has to know, in place of what was laid down before. It outlives the bundle
     * that lays it down: its keys and values, and what these hold, are of the Java platform or of this API, and immutable or
     * made by another bundle. Any other class would keep the old bundle in memory and mean nothing to the new one.
     */
    void remember(Map<String, Object> memory);

    /** What was laid down last; empty at first. Any thread. */
    Map<String, Object> memory();

    /**
     * Lets go of the leg, because the bundle that serves it is being replaced: its listener is forgotten, and events wait for
     * the next one. What the peer asked and nobody has answered, the next listener is asked again, with the same
     * {@link Exchange}. An answer to what this one {@linkplain #ask asked} still goes where it was to go: a value of the Java
     * platform that lies in the memory too, such as a future, lets the next one have it.
     */
    void leave();

    /** Whether the leg was left and nobody has listened since. Any thread. */
    boolean left();

    /** Side B: sends the INVITE, with an offer or, for a delayed offer, without. */
    void start(Optional<Body> offer);

    /** Side A: sends a provisional answer (100, 180, 183) while the INVITE is unanswered. */
    void progress(Status status, Optional<Body> body);

    /**
     * Side A: tells whoever called from within the exchange of a leg to the called party; see {@link LegEvent.Onward}. Does nothing where a
     * network is at the other end.
     */
    default void report(LegInfo onward, Optional<Status> status) {}

    /** Side A: answers the INVITE with 200. */
    void answer(Optional<Body> body);

    /**
     * Sends the ACK that the last 2xx to an INVITE of ours waits for: the first INVITE's on side B, or that of a re-INVITE
     * sent by {@link #ask}. A body is needed just where that 2xx held the offer.
     */
    void confirm(Optional<Body> answer);

    /**
     * Sends a request within the dialog (re-INVITE, UPDATE, INFO). The answer, or 408 where none comes and 481 where the leg
     * is gone, is given to {@code answered} exactly once on the call's executor. A 2xx to an INVITE then needs
     * {@link #confirm}.
     */
    void ask(Query query, Consumer<? super SipReply> answered);

    /**
     * Takes back the re-INVITE that was sent by {@link #ask} and has no final answer yet: with a CANCEL, once RFC 3261 section
     * 9.1 allows. Its answer comes as ever: 487 as a rule, or a 2xx that was on its way and needs {@link #confirm}. Does nothing
     * where there is none.
     */
    default void withdraw() {}

    /**
     * Ends the leg: the one way out. On an unanswered side A it sends the cause's status, on an unanswered side B a CANCEL (once
     * RFC 3261 section 9.1 allows), on an answered leg a BYE. It cannot be undone, and a repetition does nothing. An
     * {@link LegEvent.Ended} with this cause follows at once, while the SIP bundle sees the transaction to its end.
     */
    void hangup(Cause cause);
}
