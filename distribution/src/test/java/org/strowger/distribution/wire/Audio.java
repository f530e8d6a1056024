// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * RTP (RFC 3550) of many ends at once, a packet every 20 ms from each, and what became of every packet.
 *
 * <p>What is measured is the silence that an ear hears, as if we ourselves were always punctual: from the time that passes between two
 * packets heard, our own delay in sending them is taken away, and our own delay in hearing them, which is that of a stream of the
 * same pace that goes straight from us to us; and the time in which somebody waited for a processor of this machine.
 */
final class Audio implements AutoCloseable {
    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int FRAME = 160;
    private static final int HEADER = 12;
    private static final byte PCMU = 0;

    private final long start = System.nanoTime();
    private final List<End> ends = new CopyOnWriteArrayList<>();
    private final Selector selector;
    private final Thread sender = new Thread(this::send, "audio sender");
    private final Thread receiver = new Thread(this::receive, "audio receiver");
    private final End mirror;
    private final long calm = Pressure.micros();
    /** How long somebody had waited for a processor at each tick, microseconds. */
    private volatile int[] waited = new int[4096];

    private volatile boolean open = true;
    private volatile int tick;

    private Audio() throws IOException {
        selector = Selector.open();
        mirror = open("127.0.0.1");
        mirror.sendTo(mirror.local());
    }

    static Audio start() {
        try {
            Audio audio = new Audio();
            audio.sender.start();
            audio.receiver.start();
            return audio;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One end of a call. */
    final class End {
        private final DatagramChannel channel;
        private final Peer local;
        private final ByteBuffer packet = ByteBuffer.allocateDirect(HEADER + FRAME);
        private volatile SocketAddress to;
        /** When the packet of each tick was sent, and when the one that came to us was: microseconds, 0 for never. */
        private int[] sent = new int[4096];

        private int[] heard = new int[4096];

        private End(DatagramChannel channel, Peer local) {
            this.channel = channel;
            this.local = local;
        }

        Peer local() {
            return local;
        }

        /** Sends there from the next tick on. */
        void sendTo(Peer peer) {
            to = new InetSocketAddress(peer.host(), peer.port());
        }

        /** Sends and hears no more. */
        void hangUp() {
            ends.remove(this);
            try {
                channel.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private void send(int number) throws IOException {
            SocketAddress peer = to;
            if (peer == null) {
                return;
            }
            packet.clear();
            packet.put((byte) 0x80).put(PCMU).putShort((short) number).putInt(number * FRAME);
            packet.putInt(local.port()).clear();
            if (channel.isOpen()) {
                channel.send(packet, peer);
            }
            synchronized (this) {
                sent = note(sent, number);
            }
        }

        private void hear(ByteBuffer buffer) throws IOException {
            buffer.clear();
            while (channel.isOpen() && channel.receive(buffer) != null) {
                int number = buffer.getInt(4) / FRAME;
                synchronized (this) {
                    if (number >= heard.length || number >= 0 && heard[number] == 0) {
                        heard = note(heard, number);
                    }
                }
                buffer.clear();
            }
        }

        private int[] note(int[] times, int number) {
            int[] longer = number < times.length ? times : Arrays.copyOf(times, Math.max(number + 1, times.length * 2));
            longer[number] = (int) ((System.nanoTime() - start) / 1000);
            return longer;
        }

        private synchronized int sent(int number) {
            return number < sent.length ? sent[number] : 0;
        }

        private synchronized int heard(int number) {
            return number < heard.length ? heard[number] : 0;
        }
    }

    /** A new end, silent as yet. */
    End open(String host) {
        try {
            DatagramChannel channel = DatagramChannel.open();
            channel.bind(new InetSocketAddress(host, FreePorts.next()));
            channel.configureBlocking(false);
            End end = new End(channel, new Peer(host, channel.socket().getLocalPort()));
            channel.register(selector, SelectionKey.OP_READ, end);
            ends.add(end);
            return end;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The number of the packets that are sent now. */
    int now() {
        return tick;
    }

    /** Waits until so many more have been sent. */
    void pass(int ticks) {
        int until = tick + ticks;
        Await.until("packets " + until, Duration.ofNanos(PACE * ticks).plusSeconds(10), () -> tick >= until);
    }

    /**
     * A silence between two packets heard, in milliseconds.
     *
     * @param packets how many numbers lie between them, 1 where none was lost
     * @param lateBefore how long the packet before it was on its way, {@code late} the one after it
     * @param waited how long somebody waited for a processor meanwhile
     */
    record Gap(int packets, double lateBefore, double late, double waited) implements Comparable<Gap> {
        static final Gap NONE = new Gap(0, 0, 0, 0);

        double millis() {
            return packets * (PACE / 1e6) + late - lateBefore - waited;
        }

        @Override
        public int compareTo(Gap other) {
            return Double.compare(millis(), other.millis());
        }
    }

    /** The longest silence in what one end hears of another, among the packets of these numbers. */
    Gap gap(End from, End to, int first, int last) {
        Gap longest = Gap.NONE;
        int before = first;
        double lateBefore = 0;
        for (int number = first; number <= last; number++) {
            int heard = to.heard(number);
            boolean ends = number == last;
            if (heard > 0 || ends) {
                double late =
                        heard > 0 ? Math.max(0, heard - from.sent(number) - mirrored(number)) / 1000.0 : lateBefore;
                int arrived = number + (int) (late * 1e6 / PACE) + 1;
                Gap gap = new Gap(number - before, lateBefore, late, waited(before, arrived) / 1000.0);
                longest = gap.compareTo(longest) > 0 ? gap : longest;
                before = number;
                lateBefore = late;
            }
        }
        return longest;
    }

    /** How many packets in a row, of these numbers, one end never hears of another, however busy the machine is. */
    int lost(End from, End to, int first, int last) {
        int most = 0;
        int run = 0;
        for (int number = first; number <= last; number++) {
            run = from.sent(number) > 0 && to.heard(number) == 0 ? run + 1 : 0;
            most = Math.max(most, run);
        }
        return most;
    }

    /** How long the packet of this number took straight from us to us. */
    private int mirrored(int number) {
        int heard = mirror.heard(number);
        return heard == 0 ? 0 : heard - mirror.sent(number);
    }

    private int waited(int first, int last) {
        int[] times = waited;
        int newest = Math.min(Math.min(last, tick), times.length - 1);
        return newest <= first ? 0 : Math.max(0, times[newest] - times[first]);
    }

    private void send() {
        try {
            while (open) {
                int number = tick + 1;
                long due = start + number * PACE;
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                for (End end : ends) {
                    sendFrom(end, number);
                }
                int[] times = number < waited.length ? waited : Arrays.copyOf(waited, waited.length * 2);
                times[number] = (int) (Pressure.micros() - calm);
                waited = times;
                tick = number;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void sendFrom(End end, int number) throws IOException {
        try {
            end.send(number);
        } catch (ClosedChannelException hungUp) {
            // between the look and the sending
            end.to = null;
        }
    }

    private void receive() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
        try {
            while (open) {
                selector.select(key -> {
                    try {
                        ((End) key.attachment()).hear(buffer);
                    } catch (ClosedChannelException hungUp) {
                        // between the look and the hearing
                        key.cancel();
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                });
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (ClosedSelectorException closed) {
            // the end of it
        }
    }

    @Override
    public void close() throws IOException {
        open = false;
        try {
            sender.join();
            selector.close();
            receiver.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (End end : ends) {
            end.hangUp();
        }
    }
}
