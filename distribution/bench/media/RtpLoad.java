// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Streams of G.711, a packet of 172 octets each 20 ms, and how many of them arrive, and how late.
 *
 * <pre>java RtpLoad.java STREAMS WARM SECONDS</pre>
 *
 * STREAMS is a file with a line a stream: from which address and port it is sent, and to which. What a relay makes of it arrives at
 * the address of another line. The first WARM seconds are not counted. Prints one line of JSON. One thread, so that it stays on the
 * processor that it was given.
 */
final class RtpLoad {
    private static final int PACKET = 172;
    private static final int STAMP = 12; // where the payload begins: a mark, and the time of sending
    private static final int MARK = 0x5354524f;
    private static final long SLOT = 1_000_000; // nanoseconds; streams are spread over the 20 of a period
    private static final int SLOTS = 20;
    private static final int STEP = 50; // microseconds that one count of the histogram stands for
    private static final long DRAIN = 500_000_000;
    private static final long LATE = 10_000_000;

    private final List<Stream> streams = new ArrayList<>();
    private final Selector selector;
    private final ByteBuffer out = ByteBuffer.allocateDirect(PACKET);
    private final ByteBuffer in = ByteBuffer.allocateDirect(2048);
    private final long[] delays = new long[20_001]; // up to a second, and what is later
    private long countedFrom = Long.MAX_VALUE;
    private long sent;
    private long received;
    private long foreign;
    private long unsent;
    private long lateSlots;

    private RtpLoad() throws IOException {
        selector = Selector.open();
    }

    private static final class Stream {
        private final DatagramChannel channel;
        private final int ssrc;
        private int sequence;
        private int time;

        Stream(DatagramChannel channel, int ssrc) {
            this.channel = channel;
            this.ssrc = ssrc;
        }
    }

    public static void main(String[] args) throws IOException {
        RtpLoad load = new RtpLoad();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] part = line.split(" ");
            load.open(new InetSocketAddress(part[0], Integer.parseInt(part[1])), new InetSocketAddress(part[2], Integer.parseInt(part[3])));
        }
        load.run((long) (Double.parseDouble(args[1]) * 1e9), (long) (Double.parseDouble(args[2]) * 1e9));
    }

    private void open(InetSocketAddress from, InetSocketAddress to) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 18);
        channel.bind(from);
        channel.connect(to);
        channel.configureBlocking(false);
        Stream stream = new Stream(channel, 0x5000_0000 + streams.size());
        channel.register(selector, SelectionKey.OP_READ, stream);
        streams.add(stream);
    }

    private void run(long warm, long counted) throws IOException {
        long start = System.nanoTime();
        long end = start + warm + counted;
        countedFrom = start + warm;
        long slot = 0;
        for (long now = start; now < end; now = System.nanoTime()) {
            long due = start + slot * SLOT;
            if (now < due) {
                receive();
                LockSupport.parkNanos(Math.min(200_000, due - System.nanoTime()));
                continue;
            }
            if (now - due > LATE && now >= countedFrom) {
                lateSlots++;
            }
            send((int) (slot % SLOTS));
            slot++;
        }
        for (long until = System.nanoTime() + DRAIN; System.nanoTime() < until; ) {
            selector.select(10);
            receive();
        }
        System.out.println(result());
    }

    /** Sends what is due in a slot. What arrives meanwhile must not wait for its end, or the delay would be ours. */
    private void send(int slot) throws IOException {
        int since = 0;
        for (int i = slot; i < streams.size(); i += SLOTS) {
            send(streams.get(i));
            if (++since % 8 == 0) {
                receive();
            }
        }
        receive();
    }

    private void send(Stream stream) {
        long now = System.nanoTime();
        out.clear();
        out.put((byte) 0x80).put((byte) 8).putShort((short) stream.sequence++).putInt(stream.time).putInt(stream.ssrc);
        out.putInt(MARK).putLong(now);
        out.clear();
        stream.time += 160;
        boolean counts = now >= countedFrom;
        try {
            if (stream.channel.write(out) == PACKET) {
                sent += counts ? 1 : 0;
            } else {
                unsent += counts ? 1 : 0;
            }
        } catch (IOException refused) {
            unsent += counts ? 1 : 0; // nobody has the port at the other end: the packet is lost, and counted as such
        }
    }

    private void receive() throws IOException {
        if (selector.selectNow() == 0) {
            return;
        }
        for (SelectionKey key : selector.selectedKeys()) {
            receive(((Stream) key.attachment()).channel);
        }
        selector.selectedKeys().clear();
    }

    private void receive(DatagramChannel channel) {
        while (true) {
            in.clear();
            try {
                if (channel.read(in) <= 0) {
                    return;
                }
            } catch (IOException refused) {
                return; // an answer to a packet that was sent, which counts as lost
            }
            if (in.position() < STAMP + 12 || in.getInt(STAMP) != MARK) {
                foreign++;
                continue;
            }
            long stamp = in.getLong(STAMP + 4);
            if (stamp >= countedFrom) {
                received++;
                long micros = (System.nanoTime() - stamp) / 1000;
                delays[(int) Math.min(delays.length - 1, micros / STEP)]++;
            }
        }
    }

    private String result() {
        return String.format(
                Locale.ROOT,
                "{\"streams\": %d, \"sent\": %d, \"unsent\": %d, \"received\": %d, \"foreign\": %d, \"late_slots\": %d,"
                        + " \"ms_p50\": %.2f, \"ms_p99\": %.2f, \"ms_p999\": %.2f}",
                streams.size(), sent, unsent, received, foreign, lateSlots, quantile(0.5), quantile(0.99), quantile(0.999));
    }

    private double quantile(double share) {
        long rank = (long) Math.ceil(share * received);
        long seen = 0;
        for (int i = 0; i < delays.length; i++) {
            seen += delays[i];
            if (seen >= rank) {
                return (i + 1) * STEP / 1000.0;
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
