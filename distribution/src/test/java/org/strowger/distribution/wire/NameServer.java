// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server of the test's own, by UDP: it has one zone, {@code wire.example}, and says so of everything else. */
final class NameServer implements AutoCloseable {
    private static final Name ZONE = Name.fromConstantString("wire.example.");

    private final DatagramSocket socket;
    private final List<Record> records = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::serve, "name server");

    private NameServer(DatagramSocket socket) {
        this.socket = socket;
        thread.setDaemon(true);
    }

    static NameServer start(Lab lab) {
        try {
            NameServer made = new NameServer(new DatagramSocket(new InetSocketAddress("127.0.0.1", FreePorts.next())));
            made.thread.start();
            return lab.closeLater(made);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Peer local() {
        return new Peer("127.0.0.1", socket.getLocalPort());
    }

    /** Takes these records in place of those before, as a zone file has them: {@code name ttl type data}, names within the zone. */
    void zone(String... lines) {
        List<Record> next = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.trim().split("\\s+", 4);
            try {
                Name name = parts[0].equals("@") ? ZONE : Name.fromString(parts[0], ZONE);
                next.add(Record.fromString(
                        name, Type.value(parts[2]), DClass.IN, Long.parseLong(parts[1]), parts[3], ZONE));
            } catch (IOException bad) {
                throw new AssertionError(line, bad);
            }
        }
        records.clear();
        records.addAll(next);
    }

    /** What has been asked for, such as {@code _sip._udp.wire.example. SRV}. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve() {
        byte[] buffer = new byte[4_096];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                byte[] answer = answer(new Message(Arrays.copyOf(buffer, packet.getLength())));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(closed);
                }
            }
        }
    }

    private byte[] answer(Message query) {
        Record question = query.getQuestion();
        asked.add(question.getName() + " " + Type.string(question.getType()));
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.AA);
        answer.addRecord(question, Section.QUESTION);
        records.stream()
                .filter(record -> record.getName().equals(question.getName()) && record.getType() == question.getType())
                .forEach(record -> answer.addRecord(record, Section.ANSWER));
        if (answer.getSection(Section.ANSWER).isEmpty()) {
            // nothing, for a second
            answer.addRecord(new SOARecord(ZONE, DClass.IN, 1, ZONE, ZONE, 1, 60, 60, 60, 1), Section.AUTHORITY);
        }
        return answer.toWire();
    }

    @Override
    public void close() {
        socket.close();
    }
}
