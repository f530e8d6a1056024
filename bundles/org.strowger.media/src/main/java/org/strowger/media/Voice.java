// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a port sends: a packet each 20 ms while there is something to say. Its time goes on in the pauses. Confined to the loop's
 * thread but for what says any thread.
 */
final class Voice {
    /** A key that is to be pressed: as an event, or where there are no tones of it. */
    private record Press(int code, byte[] tones) {}

    private static final int HEADER = 12;
    private static final int MARKER = 0x80;
    private static final int VOLUME = 10;
    private static final int EVENT_FRAMES = 5;
    /** The last packet of an event comes three times (RFC 4733 section 2.5.1.4). */
    private static final int ENDS = 3;

    private static final int PAUSE_FRAMES = 4;

    private final Lane lane;
    private final int ssrc;
    private final Consumer<Playing> whole;
    private final ByteBuffer packet;
    private final Deque<Press> presses = new ArrayDeque<>();
    private final byte[] sent = new byte[Codec.FRAME];
    private Agreed agreed;
    private Program program;
    private int pressed;
    private boolean pausing = true;
    private volatile int sequence;
    private volatile int timestamp;
    private volatile long packets;
    private long bytes;
    private boolean saying;

    /**
     * @param packet the loop's, to make packets in
     * @param whole told when an announcement has been sent to its end, on the loop's thread
     */
    Voice(Lane lane, ByteBuffer packet, int ssrc, int sequence, int timestamp, Consumer<Playing> whole) {
        this.lane = lane;
        this.packet = packet;
        this.ssrc = ssrc;
        this.sequence = sequence;
        this.timestamp = timestamp;
        this.whole = whole;
    }

    /** What another voice needs to go on with this stream. Any thread. */
    Map<String, Object> values() {
        return Map.of("ssrc", ssrc, "sequence", sequence, "timestamp", timestamp);
    }

    void agree(Agreed latest) {
        agreed = latest;
        if (program != null && program.codec() != latest.codec()) {
            program = null;
        }
    }

    /** Says something, from now on. */
    void play(Program next) {
        if (agreed != null && next.codec() == agreed.codec()) {
            program = next;
            pausing = true;
        }
    }

    void stop() {
        program = null;
    }

    /** Presses a key, after those that are being pressed. */
    void press(char key, byte[] tones) {
        presses.add(new Press(KeyEvents.code(key), tones));
    }

    /** 20 ms have passed. */
    void beat() {
        int moment = timestamp;
        timestamp = moment + Codec.FRAME;
        saying = false;
        if (agreed == null) {
            return;
        }
        if (!presses.isEmpty()) {
            press(presses.peek());
        } else if (program != null) {
            Program now = program;
            if (!now.over()) {
                say(now.bytes(), now.offset());
                now.advance();
            }
            if (now.over()) {
                program = null;
                whole.accept(now.playing());
            }
        } else {
            pausing = true;
        }
    }

    private void press(Press press) {
        int frame = pressed++;
        int last = EVENT_FRAMES + ENDS - 1;
        if (press.tones() != null && frame < EVENT_FRAMES) {
            say(press.tones(), frame * Codec.FRAME);
        } else if (press.tones() == null && frame < last) {
            event(press.code(), frame);
        }
        if (frame >= last + PAUSE_FRAMES) {
            presses.poll();
            pressed = 0;
        }
    }

    private void event(int code, int frame) {
        int frames = Math.min(frame + 1, EVENT_FRAMES);
        boolean end = frame >= EVENT_FRAMES - 1;
        begin(agreed.events(), frame == 0, timestamp - frame * Codec.FRAME);
        packet.put((byte) code).put((byte) ((end ? 0x80 : 0) | VOLUME)).putShort((short) (frames * Codec.FRAME));
        send();
    }

    private void say(byte[] from, int offset) {
        begin(agreed.type(), pausing, timestamp);
        packet.put(from, offset, Codec.FRAME);
        System.arraycopy(from, offset, sent, 0, Codec.FRAME);
        pausing = false;
        saying = true;
        send();
    }

    private void begin(int type, boolean marked, int moment) {
        packet.clear();
        packet.put((byte) 0x80)
                .put((byte) (type | (marked ? MARKER : 0)))
                .putShort((short) sequence)
                .putInt(moment)
                .putInt(ssrc);
    }

    private void send() {
        packet.flip();
        bytes += packet.remaining() - HEADER;
        long sentBefore = packets;
        packets = sentBefore + 1;
        int next = sequence + 1;
        sequence = next;
        lane.send(packet);
    }

    /** The audio that the last beat sent; null where it sent none. */
    byte[] sent() {
        return saying ? sent : null;
    }

    /**
     * Passes on what another end has sent. The stream goes on where ours is.
     *
     * @param step how far its sequence is ahead of the packet before
     */
    void pass(byte[] payload, int length, int type, boolean marked, int step, int moment) {
        int next = sequence + step - 1;
        sequence = next;
        packet.clear();
        packet.put((byte) 0x80)
                .put((byte) (type | (marked ? MARKER : 0)))
                .putShort((short) sequence)
                .putInt(moment)
                .putInt(ssrc);
        packet.put(payload, 0, length);
        send();
    }

    int ssrc() {
        return ssrc;
    }

    int timestamp() {
        return timestamp;
    }

    /** How many packets it has sent. Any thread. */
    long packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }

    Agreed agreed() {
        return agreed;
    }
}
