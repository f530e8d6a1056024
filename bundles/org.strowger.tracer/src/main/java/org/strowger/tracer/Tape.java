// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The newest items, as many as fit into some memory: pieces of half a megabyte, packed to a tenth of that when they are full, the oldest
 * dropped first. One thread adds, any reads.
 */
final class Tape {
    private static final int PIECE = 512 << 10;
    /** A piece that was full sooner is kept as it is: then the processor has calls to see to. */
    private static final long HURRY_MILLIS = 100;

    private final long most;
    private final Deque<Piece> packed = new ArrayDeque<>();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream(PIECE + (64 << 10));
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private long bytes;
    private long since = Long.MAX_VALUE;
    private long until;

    /** @param until the time of the last item, or a little more */
    private record Piece(long since, long until, boolean packed, byte[] bytes) {
        byte[] plain() throws IOException {
            return packed ? new InflaterInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes;
        }
    }

    /** @param most how many bytes all pieces may have */
    Tape(long most) {
        this.most = most;
    }

    synchronized void add(List<Item> items) {
        try {
            DataOutputStream to = new DataOutputStream(open);
            for (Item item : items) {
                item.write(to);
                since = Math.min(since, item.millis());
                until = Math.max(until, item.millis());
                if (open.size() >= PIECE) {
                    cut();
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void cut() throws IOException {
        boolean pack = until - since >= HURRY_MILLIS;
        Piece piece = new Piece(since, until, pack, pack ? packed(open) : open.toByteArray());
        packed.addLast(piece);
        bytes += piece.bytes().length;
        open.reset();
        since = Long.MAX_VALUE;
        while (bytes > most && packed.size() > 1) {
            bytes -= packed.removeFirst().bytes().length;
        }
    }

    private byte[] packed(ByteArrayOutputStream plain) throws IOException {
        ByteArrayOutputStream small = new ByteArrayOutputStream(PIECE / 8);
        deflater.reset();
        try (DeflaterOutputStream to = new DeflaterOutputStream(small, deflater, 8192)) {
            plain.writeTo(to);
        }
        return small.toByteArray();
    }

    /** How many bytes are held. */
    synchronized long bytes() {
        return bytes + open.size();
    }

    /** How many bytes it may hold at the most, the piece that is being filled included. */
    long bound() {
        return most + 2L * PIECE;
    }

    /** Since when everything is here; the time of day, or the far future where nothing is. */
    synchronized long begins() {
        return packed.isEmpty() ? since : packed.getFirst().since();
    }

    /** Shows every item between two times, and perhaps some around them, the oldest first. */
    void play(long from, long to, Consumer<Item> viewer) {
        List<Piece> pieces;
        byte[] rest;
        synchronized (this) {
            pieces = new ArrayList<>(packed);
            rest = since <= to && until >= from ? open.toByteArray() : new byte[0];
        }
        try {
            for (Piece piece : pieces) {
                if (piece.since() <= to && piece.until() >= from) {
                    play(piece.plain(), viewer);
                }
            }
            play(rest, viewer);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void play(byte[] plain, Consumer<Item> viewer) throws IOException {
        DataInputStream items = new DataInputStream(new ByteArrayInputStream(plain));
        while (items.available() > 0) {
            viewer.accept(Item.read(items));
        }
    }

    /** Gives back what is outside the heap; nothing can be added then. */
    synchronized void close() {
        deflater.end();
    }
}
