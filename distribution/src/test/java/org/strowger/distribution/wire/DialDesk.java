// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A {@link DialProgram} in the exchange, and our end of its socket. */
final class DialDesk implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Exchange exchange;
    private final Socket socket;
    private final PrintWriter out;
    private final List<List<String>> heard = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<List<String>> replies = new LinkedBlockingQueue<>();

    private DialDesk(Exchange exchange, Socket socket) throws IOException {
        this.exchange = exchange;
        this.socket = socket;
        this.out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "dial-desk");
        reader.setDaemon(true);
        reader.start();
    }

    /** Installs the program and waits until it hears of attempts. */
    static DialDesk open(Exchange exchange, Lab lab) {
        int port = FreePorts.next();
        Path jar = BundleJar.of(
                lab,
                DialProgram.NAME,
                DialProgram.class,
                "[1,2)",
                Map.of("Import-Package", DialProgram.IMPORTS, DialProgram.PORT, Integer.toString(port)));
        exchange.console("bundle:install -s file:" + jar);
        try {
            DialDesk desk = new DialDesk(exchange, new Socket("127.0.0.1", port));
            lab.closeLater(desk);
            Await.until("the program is ready", SOON, () -> desk.heard.contains(List.of("ready")));
            return desk;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("=")) {
                    replies.add(List.of(line.substring(1).split("\t", -1)));
                } else {
                    heard.add(List.of(line.split("\t", -1)));
                }
            }
        } catch (IOException closed) {
            heard.add(List.of("closed"));
        }
    }

    /** Has the program do something, and returns what it says to that. */
    synchronized List<String> ask(String... words) {
        out.println(String.join("\t", words));
        try {
            List<String> reply = replies.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
            if (reply == null) {
                throw new AssertionError("no reply to " + String.join(" ", words));
            }
            return reply;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    boolean does(String... words) {
        return ask(words).get(0).equals("done");
    }

    /** Dials, and returns the Call-ID. */
    String dial(Map<String, String> request) {
        List<String> reply = ask("dial", query(request));
        if (!reply.get(0).equals("done")) {
            throw new AssertionError("refused: " + reply);
        }
        return reply.get(1);
    }

    static String query(Map<String, String> request) {
        return request.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** What was heard of a call, in order: {@code invited 0 NONE}, {@code up}, {@code removed normal}. */
    List<String> story(String... callIds) {
        List<String> ids = List.of(callIds);
        return heard.stream()
                .filter(line -> line.size() > 1 && ids.contains(line.get(1)))
                .map(line -> switch (line.get(0)) {
                    case "event" -> line.get(2) + " " + line.get(3) + " " + line.get(4);
                    case "removed" -> "removed " + line.get(2);
                    default -> line.get(0);
                })
                .toList();
    }

    /** Waits until the story of a call has such a line. */
    void await(String callId, String line) {
        Await.until(
                () -> line + " in " + story(callId), SOON, () -> story(callId).contains(line));
    }

    /** The first line that was heard of this kind about a call. */
    List<String> line(String callId, Predicate<List<String>> which) {
        return heard.stream()
                .filter(line -> line.size() > 1 && line.get(1).equals(callId))
                .filter(which)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not in " + story(callId)));
    }

    List<List<String>> heard() {
        return heard;
    }

    @Override
    public void close() throws IOException {
        exchange.console("bundle:uninstall " + DialProgram.NAME);
        socket.close();
    }
}
