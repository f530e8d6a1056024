// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A story's messages as a capture that Wireshark reads: each a packet of UDP, whatever it came by, for what was within TLS or spread
 * over TCP is a message here. Pure functions.
 */
final class Pcap {
    private static final int MAGIC = 0xa1b2c3d4;
    /** LINKTYPE_RAW: packets begin with their IP header. */
    private static final int RAW = 101;

    private static final int UDP = 17;
    private static final int LONGEST = 65_000;

    private Pcap() {}

    static byte[] of(Story story) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(file)) {
            out.writeInt(MAGIC);
            out.writeShort(2);
            out.writeShort(4);
            out.writeLong(0);
            out.writeInt(65_535);
            out.writeInt(RAW);
            for (Item item : story.items()) {
                if (item instanceof Item.Message message && message.bytes().length <= LONGEST) {
                    byte[] packet = packet(message);
                    out.writeInt((int) (message.millis() / 1000));
                    out.writeInt((int) (message.millis() % 1000) * 1000);
                    out.writeInt(packet.length);
                    out.writeInt(packet.length);
                    out.write(packet);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toByteArray();
    }

    private record Address(InetAddress host, int port) {
        static Address of(String text) throws UnknownHostException {
            int colon = text.lastIndexOf(':');
            String host = text.substring(0, colon).replaceAll("[\\[\\]]|%.*(?=\\])", "");
            return new Address(InetAddress.getByName(host), Integer.parseInt(text.substring(colon + 1)));
        }
    }

    private static byte[] packet(Item.Message message) throws IOException {
        Address own = Address.of(message.local());
        Address peer = Address.of(message.peer());
        Address from = message.sent() ? own : peer;
        Address to = message.sent() ? peer : own;
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(packet);
        int length = 8 + message.bytes().length;
        if (from.host().getAddress().length == 4 && to.host().getAddress().length == 4) {
            out.write(version4(from, to, length));
        } else {
            out.writeInt(6 << 28);
            out.writeShort(length);
            out.writeByte(UDP);
            out.writeByte(64);
            out.write(version6(from.host()));
            out.write(version6(to.host()));
        }
        out.writeShort(from.port());
        out.writeShort(to.port());
        out.writeShort(length);
        out.writeShort(0);
        out.write(message.bytes());
        return packet.toByteArray();
    }

    private static byte[] version4(Address from, Address to, int length) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(header);
        out.writeShort(0x4500);
        out.writeShort(20 + length);
        out.writeInt(0);
        out.writeShort((64 << 8) | UDP);
        out.writeShort(0);
        out.write(from.host().getAddress());
        out.write(to.host().getAddress());
        byte[] bytes = header.toByteArray();
        int sum = 0;
        for (int i = 0; i < bytes.length; i += 2) {
            sum += ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff);
        }
        int checksum = ~((sum & 0xffff) + (sum >> 16)) & 0xffff;
        bytes[10] = (byte) (checksum >> 8);
        bytes[11] = (byte) checksum;
        return bytes;
    }

    /** An address of either version, IPv4 mapped into IPv6 where a socket is bound to all. */
    private static byte[] version6(InetAddress host) {
        byte[] bytes = host.getAddress();
        if (bytes.length == 16) {
            return bytes;
        }
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(bytes, 0, mapped, 12, 4);
        return mapped;
    }
}
