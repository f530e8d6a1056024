// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One packet of G.711 on its way from one phone to the other, on loopback, all on one thread. {@code withoutRelay} is the same from
 * phone to phone: what is more is the relay's, and nearly all of it the system's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RelayBenchmark {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Latch.Policy POLICY = new Latch.Policy(5, 1_000, 3_000, true);

    private final ByteBuffer packet = ByteBuffer.allocateDirect(172);
    private final ByteBuffer heard = ByteBuffer.allocateDirect(2048);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(65_535);
    private DatagramChannel alice;
    private DatagramChannel bob;
    private Lane facingAlice;
    private Lane facingBob;
    private InetSocketAddress bobHere;
    private InetSocketAddress relayHere;
    private short sequence;

    @Setup
    public void open() throws IOException {
        alice = channel();
        bob = channel();
        facingAlice = facing(alice);
        facingBob = facing(bob);
        bobHere = (InetSocketAddress) bob.getLocalAddress();
        relayHere = (InetSocketAddress) facingAlice.channel().getLocalAddress();
        facingAlice.listen(facingBob::send);
    }

    private static DatagramChannel channel() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(HERE, 0));
        channel.configureBlocking(false);
        return channel;
    }

    private static Lane facing(DatagramChannel phone) throws IOException {
        DatagramChannel channel = channel();
        InetSocketAddress described = (InetSocketAddress) phone.getLocalAddress();
        Latch latch = new Latch(POLICY);
        latch.signal(new Signalled(described, described, HERE, true, false));
        return new Lane("jmh", channel.socket().getLocalPort(), channel, latch);
    }

    @TearDown
    public void close() throws IOException {
        alice.close();
        bob.close();
        facingAlice.close();
        facingBob.close();
    }

    @Benchmark
    public int relay() throws IOException {
        send(relayHere);
        facingAlice.read(buffer, 0);
        return hear();
    }

    @Benchmark
    public int withoutRelay() throws IOException {
        send(bobHere);
        return hear();
    }

    private void send(InetSocketAddress to) throws IOException {
        packet.clear();
        packet.put(0, (byte) 0x80)
                .put(1, (byte) 8)
                .putShort(2, sequence++)
                .putInt(4, sequence * 160)
                .putInt(8, 0xA);
        alice.send(packet, to);
    }

    private int hear() throws IOException {
        heard.clear();
        if (bob.receive(heard) == null) {
            throw new IOException("the packet is lost");
        }
        return heard.position();
    }
}
