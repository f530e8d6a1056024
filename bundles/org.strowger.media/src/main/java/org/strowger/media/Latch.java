// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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

    /** RFC 3550 appendix A.1: what still counts as the same sequence. */
    private static final int MAX_DROPOUT = 3000;

    private static final int MAX_MISORDER = 100;

    private final Policy policy;
    private volatile Signalled signalled = Signalled.NOTHING;
    private Signalled seen = Signalled.NOTHING;
    private Signalled end = Signalled.NOTHING;

    private volatile State state = State.OPEN;
    private volatile InetSocketAddress source;
    private Trust trust = Trust.STRANGER;
    private int streak;
    private long since;
    private long heard;
    private int ssrc;
    private short sequence;

    Latch(Policy policy) {
        this.policy = policy;
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
        return state;
    }

    /** {@link #target} for a person to read. Any thread: it changes nothing and may be a packet late. */
    InetSocketAddress remote() {
        Signalled latest = signalled;
        if (latest.muted()) {
            return null;
        }
        return latest.equals(seen) && believed() ? source : latest.target();
    }

    Verdict hear(InetSocketAddress from, ByteBuffer packet, long now) {
        refresh();
        if (end.rtp() && !Rtp.isPacket(packet)) {
            return Rtp.isKeying(packet) && from.equals(target()) ? Verdict.TAKEN : Verdict.GARBAGE;
        }
        if (!from.equals(source) && !admit(from, packet, now)) {
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
        return believed() ? source : end.target();
    }

    private void refresh() {
        Signalled latest = signalled;
        if (latest.equals(seen)) {
            return;
        }
        seen = latest;
        // A hold says nothing of where the end is; the end it had is the one that comes back.
        boolean tellsNothing = latest.muted() && !end.equals(Signalled.NOTHING);
        if (!tellsNothing && !latest.sameEnd(end)) {
            end = latest;
            state = State.OPEN;
            source = null;
        }
    }

    /** A stranger is sent nothing before it has lasted as long as the window. */
    private boolean believed() {
        return source != null && (state == State.LOCKED || trust != Trust.STRANGER);
    }

    private boolean admit(InetSocketAddress from, ByteBuffer packet, long now) {
        Trust theirs = end.trust(from);
        boolean silent = now - heard >= policy.silenceMillis();
        boolean anybody = theirs != Trust.STRANGER || policy.strangers();
        boolean moved = state == State.LOCKED && silent && continues(packet);
        boolean admitted =
                switch (state) {
                    case OPEN -> anybody;
                    case LEARNING -> theirs.compareTo(trust) > 0 || silent && anybody;
                    case LOCKED -> theirs != Trust.STRANGER && (trust == Trust.STRANGER || silent) || moved;
                };
        if (admitted) {
            source = from;
            trust = theirs;
            streak = 0;
            since = now;
            // Who goes on with the same stream has proved itself: it is the same phone behind another NAT binding.
            state = moved ? State.LOCKED : State.LEARNING;
        }
        return admitted;
    }

    private void follow(ByteBuffer packet, long now) {
        heard = now;
        if (state == State.LEARNING) {
            streak = streak > 0 && !continues(packet) ? 1 : streak + 1;
            boolean lasted = trust != Trust.STRANGER || now - since >= policy.windowMillis();
            if (streak >= policy.packets() && lasted) {
                state = State.LOCKED;
            }
        }
        if (end.rtp()) {
            ssrc = Rtp.ssrc(packet);
            sequence = Rtp.isRtcp(packet) ? sequence : Rtp.sequence(packet);
        }
    }

    /** Whether a packet is of the stream that was heard last. */
    private boolean continues(ByteBuffer packet) {
        if (!end.rtp()) {
            return state == State.LEARNING;
        }
        if (Rtp.ssrc(packet) != ssrc) {
            return false;
        }
        int step = (short) (Rtp.sequence(packet) - sequence);
        return Rtp.isRtcp(packet) || step > -MAX_MISORDER && step < MAX_DROPOUT;
    }
}
