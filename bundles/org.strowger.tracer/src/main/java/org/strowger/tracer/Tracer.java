// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.console.Report;
import org.strowger.api.event.CallEvent;
import org.strowger.api.event.CallListener;
import org.strowger.api.event.MessageListener;
import org.strowger.api.sip.Transport;

/** Keeps what was said and decided in every call for a while, and tells it. Another bound begins with an empty tape. */
@Component(
        configurationPid = Tracer.PID,
        service = {
            Tracer.class,
            CallListener.class,
            MessageListener.class,
            SynchronousConfigurationListener.class,
            Audited.class,
            Configured.class
        },
        property = {CallListener.NAME + "=tracer", Configured.PIDS + "=" + Tracer.PID},
        immediate = true)
@Designate(ocd = TracerConfig.class)
public final class Tracer
        implements CallListener, MessageListener, SynchronousConfigurationListener, Audited, Configured {
    static final String PID = "org.strowger.tracer";
    private static final Logger log = LoggerFactory.getLogger(Tracer.class);

    private final Configurations configurations = new Configurations(Clock.systemUTC());
    private volatile List<Problem> refused = List.of();
    private volatile int memory;
    private volatile Tape tape;
    private volatile Recorder recorder;

    @Activate
    public Tracer(Map<String, Object> properties) {
        Values values = Values.of(properties, PID);
        memory = memory(values);
        refused = values.problems();
        refused.forEach(problem -> log.error("{}; its default is in force", problem));
        begin();
    }

    private static int memory(Values values) {
        return values.number("memory", 32, 1, 4096);
    }

    private void begin() {
        Tape made = new Tape((long) memory << 20);
        Recorder anew = new Recorder(made, new Words(configurations::of));
        Thread thread = new Thread(anew, "tracer");
        thread.setDaemon(true);
        thread.start();
        tape = made;
        recorder = anew;
    }

    /** A bad value leaves what was in force. */
    @Modified
    synchronized void modified(Map<String, Object> properties) {
        Values values = Values.of(properties, PID);
        int wanted = memory(values);
        refused = values.problems();
        if (!refused.isEmpty()) {
            refused.forEach(problem -> log.error("{}; in force stays {} MiB", problem, memory));
        } else if (wanted != memory) {
            memory = wanted;
            Recorder last = recorder;
            begin();
            last.stop();
        }
    }

    @Deactivate
    synchronized void deactivate() {
        recorder.stop();
    }

    @Override
    public void on(CallEvent event) {
        recorder.on(event);
    }

    @Override
    public void on(
            long millis,
            boolean sent,
            Transport transport,
            InetSocketAddress local,
            InetSocketAddress peer,
            byte[] message) {
        recorder.on(millis, sent, transport, local, peer, message);
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        configurations.configurationEvent(event);
    }

    // ---- what is told

    /**
     * What is known of a call.
     *
     * @param wanted its id, a SIP Call-ID of it, or a number: the last call from or to that
     * @throws IllegalArgumentException in words, where nothing is known
     */
    private Story story(String wanted) {
        return Story.of(tape, wanted).orElseThrow(() -> new IllegalArgumentException(unknown(wanted)));
    }

    private String unknown(String wanted) {
        long begins = tape.begins();
        String since = begins == Long.MAX_VALUE
                ? "nothing is kept yet"
                : "kept is what happened since " + Instant.ofEpochMilli(begins);
        return "nothing is known of " + wanted + ": " + since;
    }

    /** A ladder of messages and decisions. */
    public String ladder(String wanted) {
        return Ladder.of(story(wanted), ZoneId.systemDefault());
    }

    /** The same as rows. */
    public Report report(String wanted) {
        Report.Builder report = Report.columns("at", "kind", "direction", "transport", "peer", "text", "call");
        Story story = story(wanted);
        for (Item item : story.items()) {
            Instant at = Instant.ofEpochMilli(item.millis());
            if (item instanceof Item.Message message) {
                String direction = message.sent() ? "sent" : "received";
                report.row(at, "message", direction, message.transport(), message.peer(), message.text(), story.call());
            } else if (item instanceof Item.Decision decision) {
                report.row(at, decision.kind(), null, null, null, decision.words(), decision.call());
            }
        }
        return report.build();
    }

    /** Writes what is known of a call as a page for a browser. */
    public void html(String wanted, Path file) throws IOException {
        write(file, HtmlPage.of(story(wanted)).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the messages of a call as a capture. */
    public void pcap(String wanted, Path file) throws IOException {
        write(file, Pcap.of(story(wanted)));
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path target = file.toAbsolutePath();
        // only its owner may read a temporary file
        Path part = Files.createTempFile(target.getParent(), ".why", ".part");
        try {
            Files.write(part, content);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The calls that something is known of, the newest first, at the most so many. */
    public List<String> calls(int most) {
        List<String> calls = new ArrayList<>();
        tape.play(Long.MIN_VALUE, Long.MAX_VALUE, item -> {
            if (item instanceof Item.Decision decision && decision.kind().equals("offered")) {
                calls.add(decision.call());
            }
        });
        List<String> newest = new ArrayList<>(calls.subList(Math.max(0, calls.size() - most), calls.size()));
        Collections.reverse(newest);
        return newest;
    }

    @Override
    public String subject() {
        return "tracer";
    }

    @Override
    public List<Table> tables() {
        return List.of(new Table("trace bytes", tape.bytes(), tape.bound(), false, Set.of()));
    }

    /** How many messages and decisions were too many to be kept. */
    public long lost() {
        return recorder.lost();
    }

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        memory(values);
        return values.problems();
    }

    @Override
    public List<Problem> refused() {
        return refused;
    }
}
