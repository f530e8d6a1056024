// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.event.CallEvent;
import org.strowger.api.event.CallListener;
import org.strowger.api.event.MessageListener;
import org.strowger.api.sip.Transport;

/**
 * Lays messages and decisions on the tape. Whoever brings them puts a reference into a queue and no more; where that is full, what comes
 * is counted and forgotten. What costs more is done on the thread that {@link #run}s it.
 */
final class Recorder implements CallListener, MessageListener, Runnable {
    private static final Logger log = LoggerFactory.getLogger(Recorder.class);
    /** A second or so of a very busy exchange. */
    private static final int BOUND = 20_000;

    private static final int BATCH = 1000;
    private static final long IDLE_MILLIS = 500;

    /** A message as it was brought. */
    private record Seen(
            long millis,
            boolean sent,
            Transport transport,
            InetSocketAddress local,
            InetSocketAddress peer,
            byte[] message) {}

    private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(BOUND);
    private final LongAdder lost = new LongAdder();
    private final Tape tape;
    private final Words words;
    private volatile boolean stopping;
    private volatile boolean idle;

    Recorder(Tape tape, Words words) {
        this.tape = tape;
        this.words = words;
    }

    @Override
    public void on(CallEvent event) {
        put(event);
    }

    @Override
    public void on(
            long millis,
            boolean sent,
            Transport transport,
            InetSocketAddress local,
            InetSocketAddress peer,
            byte[] message) {
        put(new Seen(millis, sent, transport, local, peer, message));
    }

    private void put(Object one) {
        if (!queue.offer(one)) {
            lost.increment();
        }
    }

    @Override
    public void run() {
        List<Object> batch = new ArrayList<>();
        try {
            while (!stopping) {
                idle = queue.isEmpty();
                Object first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    idle = false;
                    batch.add(first);
                    queue.drainTo(batch, BATCH);
                    lay(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            tape.close();
        }
    }

    private void lay(List<Object> batch) {
        List<Item> items = new ArrayList<>(batch.size());
        for (Object one : batch) {
            try {
                items.add(one instanceof CallEvent event ? words.of(event) : message((Seen) one));
            } catch (RuntimeException bug) {
                log.error("something cannot be laid on the tape: {}", one, bug);
            }
        }
        tape.add(items);
    }

    private static Item message(Seen seen) {
        String way = seen.transport().token() + " " + text(seen.local()) + " " + text(seen.peer());
        return new Item.Message(seen.millis(), seen.sent(), way, Redaction.of(seen.message()));
    }

    private static String text(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        String numeric = host == null ? address.getHostString() : host.getHostAddress();
        return (numeric.indexOf(':') >= 0 ? "[" + numeric + "]" : numeric) + ":" + address.getPort();
    }

    /** Whether all that was brought is on the tape. */
    boolean settled() {
        return idle && queue.isEmpty();
    }

    /** How much found no room. */
    long lost() {
        return lost.sum();
    }

    void stop() {
        stopping = true;
    }
}
