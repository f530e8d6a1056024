// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.strowger.api.console.Report;
import org.strowger.api.sip.ListenerInfo;
import org.strowger.console.plugin.Plugin;

/** Whether calls can be taken, and what is missing where they cannot. */
public final class Health {
    private record Part(String name, Optional<String> missing) {}

    private final List<Part> parts = new ArrayList<>();
    private final List<Part> notes = new ArrayList<>();

    /**
     * Looks.
     *
     * @param listeners every configured listener; empty where there is no SIP endpoint to ask
     * @param engine whether there is a switchboard
     * @param router whether there is a router
     * @param stuck components of ours that cannot run, and why
     * @param plugins every plug-in; that one does not resolve is worth a note, and keeps no call from being taken
     */
    public Health(
            Optional<List<ListenerInfo>> listeners,
            boolean engine,
            boolean router,
            Map<String, String> stuck,
            List<Plugin> plugins) {
        part("sip", listeners.isPresent(), "no SIP endpoint: is the bundle org.strowger.sip active?");
        part("engine", engine, "no switchboard: is the bundle org.strowger.engine active?");
        part("router", router, "no router: is the bundle org.strowger.router active?");
        List<ListenerInfo> configured = listeners.orElse(List.of());
        if (listeners.isPresent() && configured.isEmpty()) {
            part("listener", false, "none is configured: etc/org.strowger.sip-<name>.cfg makes one");
        }
        for (ListenerInfo listener : configured) {
            Optional<String> failure = listener.failure().map(why -> "does not listen on " + at(listener) + ": " + why);
            parts.add(new Part("listener " + listener.name(), failure));
        }
        stuck.forEach((component, why) -> parts.add(new Part(component, Optional.of(why))));
        plugins.stream()
                .filter(plugin -> !plugin.missing().isEmpty())
                .forEach(plugin -> notes.add(new Part(
                        "plug-in " + plugin.name() + " " + plugin.version(),
                        Optional.of("does not run: " + String.join("; ", plugin.missing())))));
    }

    private void part(String name, boolean there, String missing) {
        parts.add(new Part(name, there ? Optional.empty() : Optional.of(missing)));
    }

    private static String at(ListenerInfo listener) {
        String host = listener.host().indexOf(':') < 0 ? listener.host() : "[" + listener.host() + "]";
        return listener.transport().token() + ":" + host + ":" + listener.port();
    }

    /** Whether calls can be taken. */
    public boolean ready() {
        return findings().isEmpty();
    }

    /** What is missing and why, a sentence each. */
    public List<String> findings() {
        return sentences(parts);
    }

    /** What is missing and no reason not to be ready, a sentence each. */
    public List<String> notes() {
        return sentences(notes);
    }

    private static List<String> sentences(List<Part> parts) {
        return parts.stream()
                .flatMap(part -> part.missing.map(why -> part.name + ": " + why).stream())
                .toList();
    }

    /** A row for each part; a note is neither ready nor not. */
    public Report report() {
        Report.Builder report = Report.columns("part", "ready", "why");
        parts.forEach(part -> report.row(part.name, part.missing.isEmpty(), part.missing.orElse(null)));
        notes.forEach(note -> report.row(note.name, null, note.missing.orElse(null)));
        return report.build();
    }
}
