// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that waits for packets on many sockets, with one buffer for all. A call's sockets share a loop. */
final class Loop implements AutoCloseable {
    /** Sockets to close, and what to do once the system has taken them back. */
    private record Retirement(List<Lane> lanes, Runnable after) {}

    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final int LARGEST_DATAGRAM = 65_535;
    private static final int LARGEST_MADE = 2_048;
    private static final long STOP_MILLIS = 2_000;

    /** So long a loop that was woken up sleeps before it is woken up again: calls that come and go in between share one awakening. */
    private static final long DOZE_MILLIS = 10;

    private static final String STOPPING = "the media bundle is stopping";

    private final int number;
    private final LongSupplier nanos;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(LARGEST_MADE);
    private final Queue<Retirement> retiring = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Metronome metronome = new Metronome();
    private final Thread thread;
    private volatile boolean stopped;
    /** Whether the thread looks by itself, in a moment, for what was added or is to be retired. */
    private volatile boolean dozing;
    /** Sockets were added that the thread may not have seen. */
    private volatile boolean added;

    /** @param number tells it from the bundle's others, also from one version to the next */
    Loop(int number, String name, LongSupplier nanos) throws IOException {
        this.number = number;
        this.nanos = nanos;
        this.selector = Selector.open();
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    int number() {
        return number;
    }

    void start() {
        thread.start();
    }

    /** Listens to sockets from now on. Does not wait for the thread. */
    void add(List<Lane> lanes) throws IOException {
        try {
            for (Lane lane : lanes) {
                lane.channel().register(selector, SelectionKey.OP_READ, lane);
            }
        } catch (ClosedSelectorException e) {
            throw new IOException(STOPPING, e);
        }
        if (stopped) {
            // Whoever closes the sockets of this loop may not have seen these.
            throw new IOException(STOPPING);
        }
        added = true;
        wake();
    }

    private void wake() {
        if (!dozing) {
            selector.wakeup();
        }
    }

    /** Closes sockets and then does something: a socket's port is not free before its selector has let go of it. */
    void retire(List<Lane> lanes, Runnable after) {
        retiring.add(new Retirement(lanes, after));
        if (stopped) {
            finish();
        } else {
            wake();
        }
    }

    /** Runs something on this loop's thread, soon and in order; not any more once it has ended. Any thread. */
    void execute(Runnable task) {
        tasks.add(task);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    /** For packets that are made here; on this loop's thread. */
    ByteBuffer outgoing() {
        return outgoing;
    }

    /** On this loop's thread: from now on. */
    void follow(Metronome.Follower follower) {
        metronome.add(follower, nanos.getAsLong());
    }

    /** On this loop's thread: no longer. */
    void forget(Metronome.Follower follower) {
        metronome.remove(follower);
    }

    /** Tells the thread to end, and does not wait for it. */
    void stop() {
        stopped = true;
        selector.wakeup();
    }

    /** Ends the thread and closes every socket. */
    @Override
    public void close() {
        stop();
        try {
            thread.join(STOP_MILLIS);
            if (thread.isAlive()) {
                log.warn("{} has not ended within {} ms, and holds its sockets as long", thread.getName(), STOP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The time by which packets are told, in milliseconds since some moment. */
    long now() {
        return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
    }

    long nanos() {
        return nanos.getAsLong();
    }

    private void run() {
        try {
            while (!stopped) {
                boolean changed = added || !retiring.isEmpty();
                added = false;
                retire();
                work();
                metronome.run(nanos.getAsLong());
                listen(changed);
            }
        } catch (IOException e) {
            log.error("{} ended: its calls have no media any more", thread.getName(), e);
        } catch (ClosedSelectorException e) {
            log.debug("{} was closed while it waited", thread.getName());
        } finally {
            stopped = true;
            finish();
        }
    }

    private void listen(boolean doze) throws IOException {
        dozing = doze;
        long pause = pause();
        if (pause < 0) {
            selector.select(this::ready);
        } else if (pause == 0) {
            selector.selectNow(this::ready);
        } else {
            selector.select(this::ready, pause);
        }
        dozing = false;
    }

    /** For how many milliseconds there is nothing to do but to hear; negative for no end. */
    private long pause() {
        boolean changed = added || !retiring.isEmpty();
        if (!tasks.isEmpty() || changed && !dozing) {
            return 0;
        }
        long beat = metronome.pause(nanos.getAsLong());
        return dozing && (beat < 0 || beat > DOZE_MILLIS) ? DOZE_MILLIS : beat;
    }

    private void work() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("{} goes on after a fault", thread.getName(), e);
            }
        }
    }

    private void ready(SelectionKey key) {
        Lane lane = (Lane) key.attachment();
        // What was asked for before a packet came holds for it.
        work();
        try {
            lane.read(buffer, now());
        } catch (CancelledKeyException | IOException e) {
            log.debug("{} is gone: {}", lane, e.toString());
        } catch (RuntimeException e) {
            // A fault that each packet would bring again: this socket is lost, the other calls' are not.
            log.error("{} closed after a fault", lane, e);
            lane.close();
        }
    }

    private void retire() throws IOException {
        // Until there is none, for selectNow swallows the wake-up of those that come meanwhile.
        while (!retiring.isEmpty()) {
            List<Runnable> after = new ArrayList<>();
            for (Retirement each = retiring.poll(); each != null; each = retiring.poll()) {
                each.lanes().forEach(Lane::close);
                after.add(each.after());
            }
            selector.selectNow(this::ready);
            after.forEach(Runnable::run);
        }
    }

    private void finish() {
        try {
            for (SelectionKey key : selector.isOpen() ? List.copyOf(selector.keys()) : List.<SelectionKey>of()) {
                ((Lane) key.attachment()).close();
            }
            selector.close();
        } catch (IOException | ClosedSelectorException e) {
            log.warn("{} did not close: {}", thread.getName(), e.toString());
        }
        for (Retirement each = retiring.poll(); each != null; each = retiring.poll()) {
            each.lanes().forEach(Lane::close);
            each.after().run();
        }
    }
}
