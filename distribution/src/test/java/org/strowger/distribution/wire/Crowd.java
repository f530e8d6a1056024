// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many callers and some agents, and what the log of the exchange must have said of them. */
final class Crowd {
    private static final Duration BOUND = Duration.ofMinutes(4);
    private static final int A_SECOND = 10;

    private Crowd() {}

    /** Callers, a quarter of whom give up soon, and agents who hang up after a short talk. */
    static void serve(Exchange exchange, Lab lab, String strategy, int callers, int agents) {
        int impatient = callers / 4;
        SippRun phones = lab.sipp("callee_hangs_up")
                .key("audio_ip", "127.0.0.1")
                .key("audio_port", "9")
                .calls(100_000, 1000, 1000)
                .talks(Duration.ofMillis(700))
                .within(BOUND)
                .start();
        List<Account> staff =
                IntStream.range(0, agents).mapToObj(i -> exchange.account()).toList();
        RawPhone registering = lab.udpPhone();
        staff.forEach(agent -> Phones.bind(registering, agent, "sip:" + agent.number() + "@" + phones.local()));
        String numbers = staff.stream().map(Account::number).collect(Collectors.joining(", "));
        QueueFile queue = QueueFile.of(
                exchange,
                lab,
                numbers,
                "strategy = " + strategy,
                "join.while = always",
                "wrapup = 0",
                "length.max = 10000",
                "missed.max = 0");
        ExchangeLog.Mark mark = exchange.log().mark();
        SippRun patient = Calls.caller(lab, "caller_is_hung_up_on")
                .dials(queue.number())
                .calls(callers - impatient, A_SECOND, callers)
                .within(BOUND)
                .start();
        SippRun others = Calls.caller(lab, "caller_talks")
                .dials(queue.number())
                .calls(impatient, A_SECOND, callers)
                .talks(Duration.ofMillis(500))
                .within(BOUND)
                .start();
        others.finish();
        // All of them, so that the order in which they joined is that in which they may be rung for.
        queue.awaitTold("waiting", Integer.toString(callers - impatient), BOUND);
        staff.forEach(agent -> exchange.console("pbx:agent-login " + agent.number()));
        patient.finish();
        queue.awaitTold("waiting", "0");
        queue.awaitTold("talking", "0");
        check(mark.since(), queue, callers);
    }

    private record Event(String call, String kind, String agent) {}

    private static void check(String log, QueueFile queue, int callers) {
        List<Event> events = events(log, queue.name());
        assertThat(calls(events, "joined")).hasSize(callers);
        assertThat(queue.told("offered")).isEqualTo(Integer.toString(callers));
        int answered = Integer.parseInt(queue.told("answered"));
        int abandoned = Integer.parseInt(queue.told("abandoned"));
        assertThat(answered + abandoned).as("none is lost").isEqualTo(callers);
        assertThat(calls(events, "answered")).hasSize(answered);
        noAgentHasTwoCalls(events);
        inTurn(events);
    }

    private static void noAgentHasTwoCalls(List<Event> events) {
        Map<String, String> busy = new HashMap<>();
        for (Event event : events) {
            String call = event.call();
            String agent = event.agent();
            switch (event.kind()) {
                case "rings" -> {
                    String other = busy.put(agent, call);
                    assertThat(other)
                            .as("what else %s has when %s rings", agent, call)
                            .isNull();
                }
                case "answered" ->
                    busy.keySet()
                            .removeIf(each ->
                                    !each.equals(agent) && busy.get(each).equals(call));
                case "over" -> busy.values().removeIf(call::equals);
                default -> assertThat(event.kind()).isEqualTo("joined");
            }
        }
    }

    /** Whoever is rung for first has waited for longest of those for whom nobody was rung. */
    private static void inTurn(List<Event> events) {
        Set<String> waiting = new LinkedHashSet<>();
        for (Event event : events) {
            switch (event.kind()) {
                case "joined" -> waiting.add(event.call());
                case "over" -> waiting.remove(event.call());
                case "rings" -> {
                    // Where several ring for one, the first has shown it.
                    if (waiting.contains(event.call())) {
                        assertThat(event.call()).isEqualTo(waiting.iterator().next());
                        waiting.remove(event.call());
                    }
                }
                default -> assertThat(event.kind()).isEqualTo("answered");
            }
        }
    }

    private static List<String> calls(List<Event> events, String kind) {
        return events.stream()
                .filter(event -> event.kind().equals(kind))
                .map(Event::call)
                .toList();
    }

    /** Who was answered, in order. */
    static List<String> answered(String log, String queue) {
        return calls(events(log, queue), "answered");
    }

    private static List<Event> events(String log, String queue) {
        Map<String, Pattern> kinds = new LinkedHashMap<>();
        kinds.put("joined", Pattern.compile("joined with"));
        kinds.put("rings", Pattern.compile("rings (?<agent>\\S+)"));
        kinds.put("answered", Pattern.compile("(?<agent>\\S+) has answered"));
        kinds.put("over", Pattern.compile("the caller has been served|hung up after"));
        Pattern line = Pattern.compile("(?m)(\\S+): queue " + queue + ":? (.*)$");
        List<Event> events = new ArrayList<>();
        for (MatchResult found : line.matcher(log).results().toList()) {
            kinds.forEach((kind, pattern) -> {
                Matcher matcher = pattern.matcher(found.group(2));
                if (matcher.find()) {
                    String agent = pattern.pattern().contains("<agent>") ? matcher.group("agent") : "";
                    events.add(new Event(found.group(1), kind, agent));
                }
            });
        }
        return events;
    }
}
