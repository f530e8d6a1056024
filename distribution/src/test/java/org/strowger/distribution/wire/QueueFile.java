// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

/** A queue that a test configures for itself, with a number that no other test has had. It is gone when the test is over. */
final class QueueFile {
    private static final AtomicInteger NEXT = new AtomicInteger(5600);

    private final Exchange exchange;
    private final String number;

    private QueueFile(Exchange exchange, String number) {
        this.exchange = exchange;
        this.number = number;
    }

    /** In force when this returns. */
    static QueueFile of(Exchange exchange, Lab lab, String agents, String... lines) {
        QueueFile queue = new QueueFile(exchange, Integer.toString(NEXT.getAndIncrement()));
        ExchangeLog.Mark mark = exchange.log().mark();
        lab.closeLater(queue.configure(agents, lines));
        mark.await("queue " + queue.name() + " answers", Calls.SOON);
        return queue;
    }

    /** Another configuration; in force when this returns. */
    void change(String agents, String... lines) {
        ExchangeLog.Mark mark = exchange.log().mark();
        configure(agents, lines);
        mark.await("queue " + name() + " answers", Calls.SOON);
    }

    /** Writes the file, whether it will be taken or not. */
    Exchange.Change configure(String agents, String... lines) {
        String text = "numbers = " + number + "\nagents = " + agents + "\nprompt.welcome =\nprompt.goodbye =\n"
                + String.join("\n", lines) + "\n";
        return exchange.configure("org.strowger.distributor-" + name() + ".cfg", text);
    }

    String name() {
        return "q" + number;
    }

    String number() {
        return number;
    }

    /** A count or a name that {@code pbx:queues} tells. */
    String told(String field) {
        return rows("pbx:queues", "queue", name()).get(0).get(field).getAsString();
    }

    /** The calls that wait or talk here, in order, as {@code pbx:queue-callers} tells them. */
    List<JsonObject> callers() {
        return rows("pbx:queue-callers", "queue", name());
    }

    /** What an agent is doing. */
    String state(String agent) {
        return rows("pbx:agents", "agent", agent).get(0).get("state").getAsString();
    }

    void awaitState(String agent, String state) {
        Await.until(() -> agent + " is " + state + ", and is " + state(agent), Calls.SOON, () -> state(agent)
                .equals(state));
    }

    void awaitTold(String field, String value) {
        awaitTold(field, value, Calls.SOON);
    }

    void awaitTold(String field, String value, Duration longest) {
        Await.until(
                () -> field + " of " + name() + " is " + value + ", and is " + told(field), longest, () -> told(field)
                        .equals(value));
    }

    private List<JsonObject> rows(String command, String field, String value) {
        return StreamSupport.stream(exchange.json(command).spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(row -> row.get(field).getAsString().equals(value))
                .toList();
    }
}
