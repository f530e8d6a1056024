// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.util.Locale;

/** How far an attempt is. Pure. */
enum DialState {
    /** It was asked for, and waits for its turn, for the address of a name, or for the exchange. */
    WAITING,
    /** The call was begun: an INVITE leaves. */
    CALLING,
    /** A provisional answer came. */
    RINGING,
    /** A 2xx came, and is being looked at. */
    ANSWERED,
    /** Its ACK was sent. */
    ESTABLISHED,
    /** Nothing more is said of it. */
    OVER;

    /** What can happen. */
    enum Input {
        /** The exchange took the call. */
        BEGUN,
        /** A 1xx came. */
        PROVISIONAL,
        /** A 2xx came. */
        SUCCESS,
        /** The 2xx is agreed to. */
        AGREED,
        /** Somebody ends it, or it has ended. */
        END
    }

    DialState on(Input input) {
        return switch (this) {
            case WAITING ->
                switch (input) {
                    case BEGUN -> CALLING;
                    case END -> OVER;
                    case PROVISIONAL, SUCCESS, AGREED -> this;
                };
            case CALLING, RINGING ->
                switch (input) {
                    case PROVISIONAL -> RINGING;
                    case SUCCESS -> ANSWERED;
                    case END -> OVER;
                    case BEGUN, AGREED -> this;
                };
            case ANSWERED ->
                switch (input) {
                    case AGREED -> ESTABLISHED;
                    case END -> OVER;
                    case BEGUN, PROVISIONAL, SUCCESS -> this;
                };
            case ESTABLISHED ->
                switch (input) {
                    case END -> OVER;
                    case BEGUN, PROVISIONAL, SUCCESS, AGREED -> this;
                };
            case OVER -> this;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
