// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** One thing on the tape: a message, or what was decided about a call. */
sealed interface Item {
    /** The time of day. */
    long millis();

    void write(DataOutputStream to) throws IOException;

    /**
     * A SIP message.
     *
     * @param way {@code udp 127.0.0.1:5060 192.0.2.7:5060}: the transport, our address, the peer's
     */
    record Message(long millis, boolean sent, String way, byte[] bytes) implements Item {
        static final int TYPE = 1;

        @Override
        public void write(DataOutputStream to) throws IOException {
            to.writeByte(TYPE);
            to.writeLong(millis);
            to.writeBoolean(sent);
            to.writeUTF(way);
            to.writeInt(bytes.length);
            to.write(bytes);
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String transport() {
            return way.split(" ")[0];
        }

        String local() {
            return way.split(" ")[1];
        }

        String peer() {
            return way.split(" ")[2];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Message message
                    && millis == message.millis
                    && sent == message.sent
                    && way.equals(message.way)
                    && Arrays.equals(bytes, message.bytes);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(millis) * 31 + Arrays.hashCode(bytes);
        }
    }

    /**
     * Something that happened to a call.
     *
     * @param kind in one word, such as {@code routed}
     * @param sipCallIds the Call-IDs of dialogs that it names
     * @param other a call that it names; empty for none
     */
    record Decision(long millis, String call, String kind, String words, List<String> sipCallIds, String other)
            implements Item {
        static final int TYPE = 2;
        private static final int LONGEST = 2000;

        public Decision {
            words = words.length() > LONGEST ? words.substring(0, LONGEST) : words;
            sipCallIds = List.copyOf(sipCallIds);
        }

        @Override
        public void write(DataOutputStream to) throws IOException {
            to.writeByte(TYPE);
            to.writeLong(millis);
            to.writeUTF(call);
            to.writeUTF(kind);
            to.writeUTF(words);
            to.writeUTF(String.join("\n", sipCallIds));
            to.writeUTF(other);
        }
    }

    /** Reads what {@code write} wrote. */
    static Item read(DataInputStream from) throws IOException {
        int type = from.readByte();
        long millis = from.readLong();
        if (type == Message.TYPE) {
            boolean sent = from.readBoolean();
            String way = from.readUTF();
            byte[] bytes = from.readNBytes(from.readInt());
            return new Message(millis, sent, way, bytes);
        }
        String call = from.readUTF();
        String kind = from.readUTF();
        String words = from.readUTF();
        String ids = from.readUTF();
        return new Decision(
                millis, call, kind, words, ids.isEmpty() ? List.of() : List.of(ids.split("\n")), from.readUTF());
    }
}
