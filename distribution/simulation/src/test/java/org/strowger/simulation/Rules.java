// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold in every call, whatever the network and the phones do; and what happened. */
final class Rules {
    private final List<String> violations = new ArrayList<>();
    private final Map<Integer, List<String>> stories = new HashMap<>();
    private final Map<String, String> finals = new HashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    private final Map<String, Integer> began = new HashMap<>();
    private final Map<String, Integer> ended = new HashMap<>();
    private final Set<String> answered = new HashSet<>();
    private final Set<String> sentKinds = new HashSet<>();
    private int fingerprint;
    private long events;

    void violated(int call, String what) {
        violations.add((call < 0 ? "" : "call " + call + ": ") + what);
    }

    List<String> violations() {
        return violations;
    }

    void note(int call, long millis, String what) {
        events++;
        fingerprint = fingerprint * 31 + (millis + what).hashCode();
        stories.computeIfAbsent(call, any -> new ArrayList<>()).add(millis + " " + what);
    }

    int fingerprint() {
        return fingerprint;
    }

    long events() {
        return events;
    }

    Set<String> sentKinds() {
        return sentKinds;
    }

    List<String> story(int call) {
        return stories.getOrDefault(call, List.of());
    }

    /** The exchange has read a message from a phone. */
    void received(String phone, Message message) {
        if (message.request()
                && message.method().equals("CANCEL")
                && message.toTag().isEmpty()) {
            String invite = phone + message.branch() + "INVITE";
            if (!finals.containsKey(invite)) {
                cancelled.add(invite);
            }
        }
    }

    /** The exchange has sent a message to a phone. */
    void sent(int call, String phone, Message message) {
        sentKinds.add(message.request() ? message.method() : String.valueOf(message.status()));
        if (message.request() || message.status() < 200) {
            return;
        }
        if (message.cseqMethod().equals("CANCEL")) {
            // the stack forgets a CANCEL after some 10 s, and says 481 to one that comes again later: it changes
            // nothing
            return;
        }
        String request = phone + message.branch() + message.cseqMethod();
        String answer = message.status() + " " + message.toTag();
        String before = finals.putIfAbsent(request, answer);
        if (before != null && !before.equals(answer)) {
            violated(call, message.cseqMethod() + " was answered " + before + " and then " + answer);
        }
        if (message.status() < 300 && cancelled.contains(request)) {
            violated(call, "an INVITE that was cancelled was answered " + answer);
        }
    }

    /** A line of the log of calls. */
    void recorded(String line) {
        String id = line.substring(0, line.indexOf(' '));
        if (line.startsWith(" begins", id.length())) {
            began.merge(id, 1, Integer::sum);
        } else if (line.startsWith(" answered", id.length())) {
            answered.add(id);
        } else if (line.startsWith(" ended", id.length())) {
            ended.merge(id, 1, Integer::sum);
            if (line.contains("not answered") == answered.contains(id)) {
                violated(-1, "a record that is not true: " + line);
            }
        }
    }

    void judgeRecords() {
        if (!began.equals(ended) || began.values().stream().anyMatch(times -> times > 1)) {
            violated(-1, "calls that began and calls that ended differ: " + began + " and " + ended);
        }
    }
}
