// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

/**
 * Where a network leg stands: one table for both sides, a pure function in {@link #on}. A pair that is not in the table changes
 * nothing. The README draws it.
 */
enum LegState {
    /** Side B: nothing was sent. */
    NEW,
    /** Side B: the INVITE was sent. */
    CALLING,
    /** Side A: an INVITE came in. Side B: a provisional answer to ours came back. */
    PROCEEDING,
    /** Side A: our 2xx was sent. Side B: a 2xx came. The ACK is still to come, or to be sent. */
    ANSWERED,
    /** The ACK came, or was sent. */
    CONFIRMED,
    /** Side B: we hung up before a final answer: CANCEL as soon as it may be sent, then ACK and BYE if a 2xx comes all the same. */
    CANCELLING,
    /** Side A: we hung up before the ACK of our 2xx came, which a BYE must wait for (RFC 3261 section 15). */
    LINGERING,
    /** It is over but for a 2xx of ours, which is repeated until its ACK comes: the peer's INVITE may not have an answer yet. */
    PARTING,
    /** A BYE was sent. */
    BYEING,
    /** Nothing is left of the leg. */
    GONE;

    /** What can happen to a leg. */
    enum Input {
        /** Side B: our INVITE was sent, perhaps once more with other values. */
        INVITE_SENT,
        /** Side B: a 1xx came. */
        PROVISIONAL,
        /** Side A: we sent a 2xx. Side B: a 2xx came. */
        SUCCESS,
        /** Side A: we sent a 3xx to 6xx. Side B: one came. */
        FAILURE,
        /** The ACK of a 2xx came, or was sent. */
        ACK,
        /** We hang up. */
        HANGUP,
        /** A BYE came. */
        BYE,
        /** Our BYE was answered, or what was waited for did not come in 64*T1. */
        DONE
    }

    /** @param unacknowledged whether a 2xx of ours waits for its ACK: then no leg is gone yet */
    LegState on(Input input, boolean unacknowledged) {
        LegState next = on(input);
        return next == GONE && unacknowledged ? PARTING : next;
    }

    LegState on(Input input) {
        return switch (this) {
            case NEW ->
                switch (input) {
                    case INVITE_SENT -> CALLING;
                    case HANGUP, FAILURE, DONE -> GONE;
                    case PROVISIONAL, SUCCESS, ACK, BYE -> this;
                };
            case CALLING ->
                switch (input) {
                    case PROVISIONAL -> PROCEEDING;
                    case SUCCESS -> ANSWERED;
                    case FAILURE, BYE, DONE -> GONE;
                    case HANGUP -> CANCELLING;
                    case INVITE_SENT, ACK -> this;
                };
            case PROCEEDING ->
                switch (input) {
                    case INVITE_SENT -> CALLING;
                    case SUCCESS -> ANSWERED;
                    case FAILURE, BYE, DONE -> GONE;
                    case HANGUP -> CANCELLING;
                    case PROVISIONAL, ACK -> this;
                };
            case ANSWERED ->
                switch (input) {
                    case ACK -> CONFIRMED;
                    case HANGUP -> LINGERING;
                    case BYE -> GONE;
                    case DONE -> BYEING;
                    case INVITE_SENT, PROVISIONAL, SUCCESS, FAILURE -> this;
                };
            case CONFIRMED ->
                switch (input) {
                    case HANGUP -> BYEING;
                    case BYE -> GONE;
                    case INVITE_SENT, PROVISIONAL, SUCCESS, FAILURE, ACK, DONE -> this;
                };
            case CANCELLING ->
                switch (input) {
                    case SUCCESS -> BYEING;
                    case FAILURE, BYE, DONE -> GONE;
                    case INVITE_SENT, PROVISIONAL, ACK, HANGUP -> this;
                };
            case LINGERING ->
                switch (input) {
                    case ACK, DONE -> BYEING;
                    case BYE -> GONE;
                    case INVITE_SENT, PROVISIONAL, SUCCESS, FAILURE, HANGUP -> this;
                };
            case PARTING ->
                switch (input) {
                    case ACK, DONE -> GONE;
                    case INVITE_SENT, PROVISIONAL, SUCCESS, FAILURE, HANGUP, BYE -> this;
                };
            case BYEING ->
                switch (input) {
                    case BYE, DONE -> GONE;
                    case INVITE_SENT, PROVISIONAL, SUCCESS, FAILURE, ACK, HANGUP -> this;
                };
            case GONE -> this;
        };
    }
}
