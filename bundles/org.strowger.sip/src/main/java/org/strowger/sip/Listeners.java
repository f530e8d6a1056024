// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import javax.sip.SipListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.sip.ListenerInfo;

/** Opens, changes and closes listeners, and remembers what became of each. Thread-safe. */
final class Listeners {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final Ports ports;
    private final Stack stack;
    private final SipListener listener;
    private final ScheduledExecutorService timer;
    private final Map<String, ListenerInfo> byName = new ConcurrentHashMap<>();

    /**
     * @param listener hears what comes in
     * @param timer closes sockets that nobody needs any more
     */
    Listeners(Ports ports, Stack stack, SipListener listener, ScheduledExecutorService timer) {
        this.ports = ports;
        this.stack = stack;
        this.listener = listener;
        this.timer = timer;
    }

    /**
     * Opens a listener, and remembers what became of it for whoever asks.
     *
     * @throws IOException saying why the socket cannot be had
     */
    Port open(ListenerSpec spec) throws IOException {
        try {
            return bind(spec);
        } catch (IOException failed) {
            failed(spec, failed.getMessage());
            throw failed;
        }
    }

    /** Remembers that a listener does not listen, and why. */
    void failed(ListenerSpec spec, String why) {
        byName.put(spec.name(), info(spec, Optional.of(why)));
    }

    private Port bind(ListenerSpec spec) throws IOException {
        Optional<Port> kept = ports.reopen(spec);
        Port port = kept.isPresent() ? kept.get() : stack.open(spec, listener);
        return opened(spec, port);
    }

    private Port opened(ListenerSpec spec, Port port) {
        ports.add(port);
        byName.put(spec.name(), info(spec, Optional.empty()));
        log.info("listener {}: {} {} port {}", spec.name(), spec.transport().token(), spec.host(), spec.port());
        return port;
    }

    /**
     * What came of a change.
     *
     * @param port what is open now: the new socket, or the old one where that could not be had; empty where neither could
     * @param failure why the new socket is not open; empty when it is
     */
    record Changed(Optional<Port> port, Optional<String> failure) {}

    /**
     * Changes a listener: the new socket is open before the old one takes no more calls. Where both cannot be open at once, the
     * old one closes first, if no call needs it.
     */
    Changed change(Port old, ListenerSpec spec) {
        if (old.isSocketOf(spec)) {
            return new Changed(Optional.of(opened(spec, old.with(spec))), Optional.empty());
        }
        boolean collides = old.spec().collidesWith(spec);
        if (collides && old.use().legs() > 0) {
            return new Changed(Optional.of(old), Optional.of("calls that go on need the old socket of this port"));
        }
        if (collides) {
            close(old);
        }
        try {
            Port port = bind(spec);
            if (!collides) {
                close(old);
            }
            return new Changed(Optional.of(port), Optional.empty());
        } catch (IOException failed) {
            return new Changed(collides ? again(old) : Optional.of(old), Optional.of(failed.getMessage()));
        }
    }

    private Optional<Port> again(Port old) {
        try {
            return Optional.of(open(old.spec()));
        } catch (IOException lost) {
            log.error("listener {}: its old socket cannot be had again: {}", old.name(), lost.getMessage());
            return Optional.empty();
        }
    }

    private static ListenerInfo info(ListenerSpec spec, Optional<String> failure) {
        String advertised = spec.advertised().isEmpty() ? spec.host() : spec.advertised();
        return new ListenerInfo(spec.name(), spec.transport(), spec.host(), spec.port(), advertised, failure);
    }

    /** Closes a listener: to new calls now, and its socket when the last call through it is over. */
    void close(Port port) {
        ports.retire(port);
        int legs = port.use().legs();
        if (legs > 0) {
            log.info("listener {} takes no new calls, and closes when its {} legs have ended", port.name(), legs);
        }
        boolean idle = port.use().retire(() -> {
            if (!timer.isShutdown()) {
                timer.execute(() -> closeNow(port));
            }
        });
        if (idle) {
            // before this returns: whoever comes next may want the same port
            closeNow(port);
        }
    }

    private void closeNow(Port port) {
        ports.remove(port);
        stack.close(port, listener);
        log.info("listener {} closed", port.name());
    }

    void forget(String name) {
        byName.remove(name);
    }

    /** Every configured listener, those that failed included, by name. */
    List<ListenerInfo> infos() {
        List<ListenerInfo> infos = new ArrayList<>(byName.values());
        infos.sort(Comparator.comparing(ListenerInfo::name));
        return infos;
    }
}
