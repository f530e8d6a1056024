// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

/** Where a transfer stands: a pure function in {@link #on}. A pair that is not in the table changes nothing. The README draws it. */
enum TransferState {
    /** A REFER came and was accepted: the target is being called, without a description. */
    CALLING,
    /** The target's 2xx came, with an offer, which the transferee was sent in a re-INVITE. */
    JOINING,
    /** The transferee's 2xx came, and its answer went to the target in the ACK. */
    JOINED,
    /** The target refused or was not to be had, the transferee did not take its offer, or the call ended. */
    FAILED;

    /** What can happen to a transfer. */
    enum Input {
        /** The target answered. */
        ANSWERED,
        /** The transferee took the target's offer. */
        TAKEN,
        /** Nothing will come of it. */
        FAILURE
    }

    TransferState on(Input input) {
        return switch (this) {
            case CALLING ->
                switch (input) {
                    case ANSWERED -> JOINING;
                    case FAILURE -> FAILED;
                    case TAKEN -> this;
                };
            case JOINING ->
                switch (input) {
                    case TAKEN -> JOINED;
                    case FAILURE -> FAILED;
                    case ANSWERED -> this;
                };
            case JOINED, FAILED -> this;
        };
    }
}
