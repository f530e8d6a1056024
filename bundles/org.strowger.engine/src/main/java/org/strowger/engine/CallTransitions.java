// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import org.strowger.api.call.CallState;

/** The state machine of a call: a pure function. The README draws it. */
final class CallTransitions {
    /** What happens to a call. */
    enum Input {
        /** INVITEs went out, or an application has been asked. */
        CALLED_OUT,
        /** The destination failed and another is tried. */
        NEXT_DESTINATION,
        /** Leg b answered. */
        ANSWERED,
        /** Both legs are over. */
        OVER
    }

    private CallTransitions() {}

    static CallState on(CallState state, Input input) {
        return switch (state) {
            case OFFERED ->
                switch (input) {
                    case CALLED_OUT -> CallState.RINGING;
                    case OVER -> CallState.ENDED;
                    case NEXT_DESTINATION, ANSWERED -> state;
                };
            case RINGING ->
                switch (input) {
                    case NEXT_DESTINATION -> CallState.OFFERED;
                    case ANSWERED -> CallState.TALKING;
                    case OVER -> CallState.ENDED;
                    case CALLED_OUT -> state;
                };
            case TALKING ->
                switch (input) {
                    case OVER -> CallState.ENDED;
                    case CALLED_OUT, NEXT_DESTINATION, ANSWERED -> state;
                };
            case ENDED -> state;
        };
    }
}
