// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What passes the loopback while a test runs, recorded by dumpcap and read by tshark. */
public final class Capture implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(15);
    private static final String[] FIELDS = {
        "frame.time_epoch",
        "ip.src",
        "ipv6.src",
        "ip.dst",
        "ipv6.dst",
        "udp.srcport",
        "tcp.srcport",
        "udp.dstport",
        "tcp.dstport",
        "udp.payload",
        "tcp.payload"
    };

    private final Lab lab;
    private final Path file;
    private final Program dumpcap;
    private final int sentinelPort;
    private boolean stopped;

    private Capture(Lab lab, Path file, Program dumpcap, int sentinelPort) {
        this.lab = lab;
        this.file = file;
        this.dumpcap = dumpcap;
        this.sentinelPort = sentinelPort;
    }

    static Capture start(Lab lab, String filter) {
        int sentinelPort = FreePorts.next();
        Path file = lab.file("capture.pcapng");
        Program dumpcap = Program.start(
                lab.folder(),
                lab.file("dumpcap.screen"),
                Map.of(),
                List.of(
                        Tool.DUMPCAP.path(),
                        "-q",
                        "-i",
                        "lo",
                        "-f",
                        "(" + filter + ") or udp port " + sentinelPort,
                        "-w",
                        file.toString()));
        Capture capture = new Capture(lab, file, dumpcap, sentinelPort);
        capture.awaitSentinel();
        return capture;
    }

    /** A packet of ours that has reached the file proves that everything before it has. */
    private void awaitSentinel() {
        byte[] sentinel = ("sentinel " + Request.random()).getBytes(StandardCharsets.US_ASCII);
        String text = new String(sentinel, StandardCharsets.US_ASCII);
        try (DatagramSocket socket = new DatagramSocket()) {
            InetAddress host = InetAddress.getLoopbackAddress();
            Await.until(() -> "dumpcap records: " + dumpcap.output(), BOUND, () -> {
                try {
                    socket.send(new DatagramPacket(sentinel, sentinel.length, host, sentinelPort));
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
                return Program.text(file).contains(text);
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends the recording and returns the SIP messages in it, in order. */
    public List<Packet> stop() {
        stopRecording();
        List<Packet> packets = new ArrayList<>();
        for (String[] row : fields("udp.length > 30 or tcp.len > 0", FIELDS)) {
            packets.addAll(packets(row));
        }
        return packets;
    }

    private void stopRecording() {
        if (!stopped) {
            stopped = true;
            awaitSentinel();
            close();
        }
    }

    /** Ends the recording and returns fields, as tshark names them, of what passes a display filter. */
    public List<String[]> fields(String displayFilter, String... fields) {
        stopRecording();
        List<String> command =
                new ArrayList<>(List.of(Tool.TSHARK.path(), "-n", "-r", file.toString(), "-Y", displayFilter));
        // one transport decodes them all: what the ports mean does not matter to us
        command.addAll(List.of("-T", "fields", "-E", "separator=/t", "-E", "occurrence=f"));
        Stream.of(fields).forEach(field -> command.addAll(List.of("-e", field)));
        try (Program tshark = Program.start(lab.folder(), lab.file("tshark.screen"), Map.of(), command)) {
            if (tshark.await(BOUND) != 0) {
                throw new AssertionError(tshark.output());
            }
            return tshark.output()
                    .lines()
                    .filter(line -> line.contains("\t"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        }
    }

    private List<Packet> packets(String[] row) {
        String payload = row[9].isEmpty() ? row[10] : row[9];
        if (payload.isEmpty() || !(row[7] + row[5]).isEmpty() && row[7].equals("" + sentinelPort)) {
            return List.of();
        }
        Peer from = new Peer(row[1].isEmpty() ? row[2] : row[1], Integer.parseInt(row[5].isEmpty() ? row[6] : row[5]));
        Peer to = new Peer(row[3].isEmpty() ? row[4] : row[3], Integer.parseInt(row[7].isEmpty() ? row[8] : row[7]));
        String[] time = row[0].split("\\.");
        Instant instant =
                Instant.ofEpochSecond(Long.parseLong(time[0]), Long.parseLong((time[1] + "000000000").substring(0, 9)));
        byte[] bytes = HexFormat.of().parseHex(payload.replace(":", ""));
        boolean sent = from.port() == lab.exchange().udp().port();
        return Framing.all(bytes).stream()
                .map(text -> new Packet(instant, from, to, sent, Message.parse(text)))
                .toList();
    }

    @Override
    public void close() {
        dumpcap.close();
    }
}
