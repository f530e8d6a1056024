// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

/**
 * What a line is doing about its registration: a pure function in {@link #on}. Whether it <em>is</em> registered is another matter: a
 * binding lasts while it is being refreshed, and while that fails, until it expires. A pair that is not in the table changes nothing.
 * The README draws it.
 */
enum LineState {
    /** It is not to be registered. */
    IDLE,
    /** Its registrar's name is being looked up. */
    RESOLVING,
    /** A REGISTER was sent. */
    REGISTERING,
    /** A 200 came. */
    REGISTERED,
    /** It could not be registered, and will be tried again. */
    WAITING,
    /** A REGISTER with Expires 0 was sent. */
    UNREGISTERING;

    /** What can happen. */
    enum Input {
        /** It is time to register, or to refresh. */
        DUE,
        /** An older version of the bundle had it registered. */
        RESUMED,
        /** Addresses of the registrar are known. */
        FOUND,
        /** A 200 came. */
        ACCEPTED,
        /** There is no address, no answer or another answer. */
        FAILED,
        /** It is not to be registered any longer. */
        STOP,
        /** The unregistration has been answered, or was not necessary. */
        DONE
    }

    LineState on(Input input) {
        return switch (this) {
            case IDLE ->
                switch (input) {
                    case DUE -> RESOLVING;
                    case RESUMED -> REGISTERED;
                    case FOUND, ACCEPTED, FAILED, STOP, DONE -> this;
                };
            case RESOLVING ->
                switch (input) {
                    case FOUND -> REGISTERING;
                    case FAILED -> WAITING;
                    case STOP -> UNREGISTERING;
                    case DUE, RESUMED, ACCEPTED, DONE -> this;
                };
            case REGISTERING ->
                switch (input) {
                    case ACCEPTED -> REGISTERED;
                    case FAILED -> WAITING;
                    case DUE -> RESOLVING;
                    case STOP -> UNREGISTERING;
                    case RESUMED, FOUND, DONE -> this;
                };
            case REGISTERED ->
                switch (input) {
                    case DUE -> RESOLVING;
                    case STOP -> UNREGISTERING;
                    case RESUMED, FOUND, ACCEPTED, FAILED, DONE -> this;
                };
            case WAITING ->
                switch (input) {
                    case DUE -> RESOLVING;
                    case STOP -> UNREGISTERING;
                    case RESUMED, FOUND, ACCEPTED, FAILED, DONE -> this;
                };
            case UNREGISTERING ->
                switch (input) {
                    case DONE -> IDLE;
                    case DUE, RESUMED, FOUND, ACCEPTED, FAILED, STOP -> this;
                };
        };
    }
}
