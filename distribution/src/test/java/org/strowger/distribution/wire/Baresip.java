// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A real phone: baresip, with a tone in place of a microphone and a recorder in place of an ear. It answers by itself. */
final class Baresip implements AutoCloseable {
    private static final Duration TO_START = Duration.ofSeconds(20);
    private static final Duration TO_HAPPEN = Duration.ofSeconds(20);
    private static final int TONE_SECONDS = 300;
    private static final String TONE = "tone.wav";
    private static final String MODULES = "/usr/lib/baresip/modules";

    private final Path folder;
    private final Account account;
    private final Program program;
    private final Socket control;
    private final List<String> events = new CopyOnWriteArrayList<>();

    private Baresip(Path folder, Account account, Program program, int controlPort) {
        this.folder = folder;
        this.account = account;
        this.program = program;
        this.control = connect(controlPort);
        Thread reader = new Thread(this::listen, "baresip " + account.number());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a phone and waits until the exchange knows where it is.
     *
     * @param transport udp or tcp
     * @param hertz the tone that it sends
     */
    static Baresip register(Lab lab, Account account, String transport, int hertz) {
        Baresip phone = start(lab, lab.exchange().udp(), account, transport, hertz);
        Await.until(
                () -> "baresip registers " + account.number() + " over " + transport + "\n" + phone.program.output(),
                TO_START,
                () -> lab.exchange().console("pbx:bindings " + account.number()).contains("sip:"));
        return phone;
    }

    /** Starts a phone that registers elsewhere than at the exchange, and waits until it is known there. */
    static Baresip registerAt(
            Lab lab, Peer registrar, Account account, String transport, int hertz, BooleanSupplier known) {
        Baresip phone = start(lab, registrar, account, transport, hertz);
        Await.until(
                () -> "baresip registers " + account.number() + " at " + registrar + "\n" + phone.program.output(),
                TO_START,
                known);
        return phone;
    }

    private static Baresip start(Lab lab, Peer registrar, Account account, String transport, int hertz) {
        Path folder = lab.folder().resolve("baresip-" + account.number());
        int control = FreePorts.next();
        try {
            Files.createDirectories(folder);
            Tone.write(folder.resolve(TONE), hertz, TONE_SECONDS);
            Files.write(folder.resolve("config"), config(control));
            Files.createFile(folder.resolve("contacts"));
            Files.writeString(
                    folder.resolve("accounts"),
                    "<sip:" + account.number() + "@" + registrar + ";transport=" + transport + ">;auth_user="
                            + account.number() + ";auth_pass=" + account.password() + ";regint=60;answermode=auto\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Program program = Program.start(
                folder, folder.resolve("screen"), Map.of(), List.of(Tool.BARESIP.path(), "-f", folder.toString()));
        lab.closeLater(program);
        return lab.closeLater(new Baresip(folder, account, program, control));
    }

    private static List<String> config(int control) {
        int rtp = FreePorts.next();
        Stream<String> modules = Stream.of("g711", "aufile", "sndfile", "aubridge", "ctrl_tcp")
                .map(module -> "module " + module + ".so");
        Stream<String> settings = Stream.of(
                "module_path " + MODULES,
                "module_tmp uuid.so",
                "module_tmp account.so",
                "module_app menu.so",
                // libre leaves the loopback out unless it is told the address
                "net_interface 127.0.0.1",
                "sip_listen 127.0.0.1:" + FreePorts.next(),
                "rtp_ports " + rtp + "-" + (rtp + 1),
                "ctrl_tcp_listen 127.0.0.1:" + control,
                // relative to where it runs: baresip cuts the names of devices and files at 127 characters
                "audio_source aufile," + TONE,
                "audio_player aubridge,nobody",
                "audio_alert aubridge,nobody",
                "ausrc_srate " + Tone.RATE,
                "auplay_srate " + Tone.RATE,
                "ausrc_channels 1",
                "auplay_channels 1",
                "snd_path .");
        return Stream.concat(settings, modules).toList();
    }

    private Socket connect(int port) {
        Await.until(() -> "baresip starts\n" + program.output(), TO_START, () -> Sockets.open(port, true));
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads events until the phone ends: netstrings of JSON. */
    private void listen() {
        try (DataInputStream in = new DataInputStream(control.getInputStream())) {
            while (true) {
                int length = 0;
                for (int digit = in.readUnsignedByte(); digit != ':'; digit = in.readUnsignedByte()) {
                    length = 10 * length + digit - '0';
                }
                JsonObject message = JsonParser.parseString(new String(in.readNBytes(length), StandardCharsets.UTF_8))
                        .getAsJsonObject();
                in.readByte();
                events.add(message.has("type") ? message.get("type").getAsString() : message.toString());
            }
        } catch (IOException over) {
            events.add("over: " + over);
        }
    }

    private void command(String command, String parameters) {
        JsonObject json = new JsonObject();
        json.addProperty("command", command);
        json.addProperty("params", parameters);
        try {
            control.getOutputStream()
                    .write((json.toString().length() + ":" + json + ",").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void dial(Baresip other) {
        dial(other.account.number());
    }

    void dial(String number) {
        command("dial", number);
    }

    /** What happened until now counts no more. */
    void forget() {
        events.clear();
    }

    String number() {
        return account.number();
    }

    /** Presses keys by RFC 4733, one after the other. */
    void press(String keys) {
        for (char key : keys.toCharArray()) {
            command("sndcode", String.valueOf(key));
        }
    }

    void hangUp() {
        command("hangup", "");
    }

    /** Waits until the phone has answered, or been answered, and hears RTP. */
    void awaitTalking() {
        awaitEvent("CALL_ESTABLISHED");
        awaitEvent("CALL_RTPESTAB");
    }

    void awaitOver() {
        awaitEvent("CALL_CLOSED");
    }

    private void awaitEvent(String type) {
        Await.until(
                () -> type + " at " + account.number() + "; there were " + events + "\n" + program.output(),
                TO_HAPPEN,
                () -> events.contains(type));
    }

    /** Waits until so much sound has come, and returns the recording, which goes on. */
    Path heard(int seconds) {
        Await.until(
                () -> account.number() + " hears " + seconds + " s of anything\n" + program.output(),
                TO_HAPPEN.plusSeconds(seconds),
                () -> recordings().anyMatch(file -> file.toFile().length() > 2L * Tone.RATE * seconds));
        return recordings().findFirst().orElseThrow();
    }

    private Stream<Path> recordings() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-dec.wav")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        control.close();
    }
}
