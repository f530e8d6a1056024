// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

/**
 * Who still needs a socket: a listener that was taken away or given another configuration keeps its socket until the last leg that
 * speaks through it is gone. Thread-safe.
 */
final class SocketUse {
    private int legs;
    private Runnable whenIdle;
    private boolean closed;

    synchronized void taken() {
        legs++;
    }

    void left() {
        Runnable close = null;
        synchronized (this) {
            legs--;
            if (legs == 0 && whenIdle != null && !closed) {
                closed = true;
                close = whenIdle;
            }
        }
        if (close != null) {
            close.run();
        }
    }

    /**
     * Nothing new is to come through.
     *
     * @param close called when the last leg leaves
     * @return true where there is none, so that the socket is to be closed now
     */
    synchronized boolean retire(Runnable close) {
        whenIdle = close;
        closed = legs == 0;
        return closed;
    }

    synchronized boolean retired() {
        return whenIdle != null;
    }

    /** A listener wants just this socket again; false where it is closed already. */
    synchronized boolean reopen() {
        if (closed) {
            return false;
        }
        whenIdle = null;
        return true;
    }

    synchronized int legs() {
        return legs;
    }
}
