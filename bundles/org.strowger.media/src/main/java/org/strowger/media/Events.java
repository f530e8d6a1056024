// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.strowger.api.media.AudioEvent;

/** What an application is to hear of a port, on the call's executor and in order. While nobody listens it waits. Thread-safe. */
final class Events {
    /** A caller who presses more keys while nobody listens is not heard to the end. */
    private static final int MOST = 64;

    private final Deque<AudioEvent> waiting = new ArrayDeque<>();
    private Executor queue;
    private Consumer<? super AudioEvent> listener;

    void tell(AudioEvent event) {
        Executor on;
        synchronized (this) {
            if (waiting.size() == MOST) {
                waiting.poll();
            }
            waiting.add(event);
            on = queue;
        }
        if (on != null) {
            on.execute(this::deliver);
        }
    }

    void listen(Executor on, Consumer<? super AudioEvent> next) {
        synchronized (this) {
            queue = on;
            listener = next;
        }
        on.execute(this::deliver);
    }

    synchronized void leave() {
        queue = null;
        listener = null;
    }

    private void deliver() {
        for (Consumer<? super AudioEvent> to = next(); to != null; to = next()) {
            AudioEvent event;
            synchronized (this) {
                event = waiting.poll();
            }
            if (event != null) {
                to.accept(event);
            }
        }
    }

    /** Who hears the next event; null where there is none, or nobody. */
    private synchronized Consumer<? super AudioEvent> next() {
        return waiting.isEmpty() ? null : listener;
    }
}
