// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.strowger.media.Signalled.Trust;

/**
 * Whose packets a socket takes, and where its own go: symmetric RTP (RFC 4961) learned from what comes (RFC 7362), with
 * a lock. The state machine is drawn in the README. Everything runs on the socket's own thread, save that another may
 * say what has been signalled and may look.
 */
final class Latch {
    /** How far the far end is known. */
    enum State {
        /** A description came, or none yet; no packet since. */
        OPEN,
        /** A source has been heard and may still give way to a better one. */
        LEARNING,
        /** The source has proved itself. */
        LOCKED
    }

    /** What is done with a packet. */
    enum Verdict {
        TAKEN,
        STRANGER,
        GARBAGE
    }

    /**
     * @param packets how many packets of one stream in a row lock a source
     * @param windowMillis how long a source that was never signalled must last before it is believed
     * @param silenceMillis how long a locked source must be silent before another may follow it
     * @param strangers whether a source that was never signalled is listened to at all
     */
    record Policy(int packets, long windowMillis, long silenceMillis, boolean strangers) {
        /** RTCP is rare: as many packets as RTP sends in a tenth of a second would take it half a minute. */
        Policy forRtcp() {
            return new Policy(2, windowMillis, silenceMillis, strangers);
        }
    }

    /**
     * Who is believed to be at the far end. Replaced as a whole, so that another thread never sees halves of two.
     *
     * @param end what signalling said of it when it was last looked for
     * @param source whence it was heard; null where it was not
     */
    private record Bond(Signalled end, State state, InetSocketAddress source, Trust trust) {
        static Bond open(Signalled end) {
            return new Bond(end, State.OPEN, null, Trust.STRANGER);
        }
    }

    /** A latch as it was, and is to be again. */
    record Snapshot(Signalled signalled, Bond bond, long stream) {
        static Snapshot of(Memory memory) {
            Bond bond = new Bond(
                    Signalled.of(memory.part("end")),
                    memory.constant("state", State.class),
                    memory.find("source", InetSocketAddress.class).orElse(null),
                    memory.constant("trust", Trust.class));
            if (bond.source() == null && bond.state() != State.OPEN) {
                throw new IllegalArgumentException("source is missing");
            }
            return new Snapshot(Signalled.of(memory.part("signalled")), bond, memory.get("rtp.stream", Long.class));
        }

        Map<String, Object> values() {
            Map<String, Object> values = new HashMap<>(Map.of(
                    "signalled", signalled.values(),
                    "end", bond.end().values(),
                    "state", bond.state().name(),
                    "trust", bond.trust().name(),
                    "rtp.stream", stream));
            if (bond.source() != null) {
                values.put("source", bond.source());
            }
            return Map.copyOf(values);
        }
    }

    /** RFC 3550 appendix A.1: what still counts as the same sequence. */
    private static final int MAX_DROPOUT = 3000;

    private static final int MAX_MISORDER = 100;

    private final Policy policy;
    private volatile Signalled signalled = Signalled.NOTHING;
    private Signalled seen = Signalled.NOTHING;
    private volatile Bond bond = Bond.open(Signalled.NOTHING);
    private int streak;
    private long since;
    private long heard;
    /** SSRC and sequence of the packet heard last, in one, so that a memory has what belongs together. */
    private final AtomicLong stream = new AtomicLong();

    Latch(Policy policy) {
        this.policy = policy;
    }

    /** One that goes on where another has ended: what it locked is locked, what it was learning is learned again. */
    Latch(Policy policy, Snapshot before, long now) {
        this.policy = policy;
        this.signalled = before.signalled();
        this.bond = before.bond();
        this.stream.set(before.stream());
        this.since = now;
        this.heard = now;
    }

    /** What another latch needs to go on from here. Any thread. */
    Snapshot snapshot() {
        return new Snapshot(signalled, bond, stream.get());
    }

    /** Says what signalling knows of the far end. What says nothing new unlocks nothing: no gap. Any thread. */
    void signal(Signalled latest) {
        if (!latest.equals(signalled)) {
            signalled = latest;
        }
    }

    /** Any thread. */
    Signalled signalled() {
        return signalled;
    }

    /** Any thread. */
    State state() {
        return bond.state();
    }

    /** {@link #target} for a person to read. Any thread: it changes nothing and may be a packet late. */
    InetSocketAddress remote() {
        Signalled latest = signalled;
        if (latest.muted()) {
            return null;
        }
        Bond now = bond;
        return latest.sameEnd(now.end()) && believed(now) ? now.source() : latest.target();
    }

    Verdict hear(InetSocketAddress from, ByteBuffer packet, long now) {
        refresh();
        if (bond.end().rtp() && !Rtp.isPacket(packet)) {
            return Rtp.isKeying(packet) && from.equals(target()) ? Verdict.TAKEN : Verdict.GARBAGE;
        }
        if (!from.equals(bond.source()) && !admit(from, packet, now)) {
            return Verdict.STRANGER;
        }
        follow(packet, now);
        return Verdict.TAKEN;
    }

    /** Where to send; null for nowhere. */
    InetSocketAddress target() {
        refresh();
        if (seen.muted()) {
            return null;
        }
        Bond now = bond;
        return believed(now) ? now.source() : now.end().target();
    }

    private void refresh() {
        Signalled latest = signalled;
        if (latest.equals(seen)) {
            return;
        }
        seen = latest;
        // A hold says nothing of where the end is; the end it had is the one that comes back.
        Signalled end = bond.end();
        boolean tellsNothing = latest.muted() && !end.equals(Signalled.NOTHING);
        if (!tellsNothing && !latest.sameEnd(end)) {
            bond = Bond.open(latest);
        }
    }

    /** A stranger is sent nothing before it has lasted as long as the window. */
    private static boolean believed(Bond bond) {
        return bond.source() != null && (bond.state() == State.LOCKED || bond.trust() != Trust.STRANGER);
    }

    private boolean admit(InetSocketAddress from, ByteBuffer packet, long now) {
        Bond before = bond;
        Trust theirs = before.end().trust(from);
        boolean silent = now - heard >= policy.silenceMillis();
        boolean anybody = theirs != Trust.STRANGER || policy.strangers();
        boolean moved = before.state() == State.LOCKED && silent && continues(packet);
        boolean admitted =
                switch (before.state()) {
                    case OPEN -> anybody;
                    case LEARNING -> theirs.compareTo(before.trust()) > 0 || silent && anybody;
                    case LOCKED -> theirs != Trust.STRANGER && (before.trust() == Trust.STRANGER || silent) || moved;
                };
        if (admitted) {
            streak = 0;
            since = now;
            // Who goes on with the same stream has proved itself: it is the same phone behind another NAT binding.
            bond = new Bond(before.end(), moved ? State.LOCKED : State.LEARNING, from, theirs);
        }
        return admitted;
    }

    private void follow(ByteBuffer packet, long now) {
        heard = now;
        Bond before = bond;
        if (before.state() == State.LEARNING) {
            streak = streak > 0 && !continues(packet) ? 1 : streak + 1;
            boolean lasted = before.trust() != Trust.STRANGER || now - since >= policy.windowMillis();
            if (streak >= policy.packets() && lasted) {
                bond = new Bond(before.end(), State.LOCKED, before.source(), before.trust());
            }
        }
        if (before.end().rtp()) {
            short sequence = Rtp.isRtcp(packet) ? sequence() : Rtp.sequence(packet);
            // There is one writer, so that no fence is needed for each packet.
            stream.lazySet((long) Rtp.ssrc(packet) << Short.SIZE | Short.toUnsignedLong(sequence));
        }
    }

    /** Whether a packet is of the stream that was heard last. */
    private boolean continues(ByteBuffer packet) {
        if (!bond.end().rtp()) {
            return bond.state() == State.LEARNING;
        }
        if (Rtp.ssrc(packet) != (int) (stream.get() >> Short.SIZE)) {
            return false;
        }
        int step = (short) (Rtp.sequence(packet) - sequence());
        return Rtp.isRtcp(packet) || step > -MAX_MISORDER && step < MAX_DROPOUT;
    }

    private short sequence() {
        return (short) stream.get();
    }
}
