// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.media.Announcement;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.Sound;
import org.strowger.api.sip.Body;

/** An agent who has dialled a code: it is done, told, and the call is over. Used on the call's executor. */
final class CodeCall {
    private static final String CODE = "code";

    private final Leg leg;
    private final Code code;
    private final String agent;
    private final Overseer overseer;
    private final AudioPort port;
    private final Consumer<CodeCall> gone;
    private boolean begun;
    private boolean ended;

    CodeCall(
            Leg leg,
            Code code,
            String agent,
            Overseer overseer,
            Function<Consumer<AudioEvent>, AudioPort> port,
            Consumer<CodeCall> gone) {
        this.leg = leg;
        this.code = code;
        this.agent = agent;
        this.overseer = overseer;
        this.port = port.apply(this::heard);
        this.gone = gone;
    }

    static boolean liesOn(Leg leg) {
        return leg.memory().containsKey(CODE);
    }

    /** Any thread. */
    Leg leg() {
        return leg;
    }

    void answer(Optional<Body> offer) {
        leg.listen(this::on);
        LegTalk.answer(port, leg, offer);
    }

    private void on(LegEvent event) {
        if (event instanceof LegEvent.Confirmed confirmed) {
            if (LegTalk.accept(port, leg, confirmed.body()) && !begun) {
                begun = true;
                overseer.act((floor, now) -> {
                    String prompt = done(floor);
                    leg.execute(() -> say(prompt));
                });
            }
        } else if (event instanceof LegEvent.Asked asked) {
            asked.exchange().answer(LegTalk.reply(port, leg, asked.exchange().query()));
        } else if (event instanceof LegEvent.Ended) {
            ended = true;
            port.close();
            gone.accept(this);
        }
    }

    /** Does it, and gives the prompt that says so. */
    private String done(Floor floor) {
        List<String> queues = code.queues().stream()
                .filter(queue -> queue.post(agent).isPresent())
                .map(Queue::name)
                .toList();
        if (queues.isEmpty()) {
            return "queue/no-agent";
        }
        return switch (code.kind()) {
            case LOGIN -> {
                overseer.logIn(floor, agent, queues);
                yield "queue/logged-in";
            }
            case LOGOUT -> {
                overseer.logOut(floor, agent, queues);
                yield "queue/logged-out";
            }
            case PAUSE -> {
                overseer.pause(floor, agent, code.reason());
                yield "queue/paused";
            }
            case RESUME -> {
                overseer.resume(floor, agent);
                yield "queue/resumed";
            }
        };
    }

    private void say(String prompt) {
        if (!ended) {
            String language = code.queues().get(0).voice().language();
            port.play(new Announcement("code", List.of(new Sound.Prompt(prompt)), language, false));
        }
    }

    private void heard(AudioEvent event) {
        if (event instanceof AudioEvent.Played && !ended) {
            leg.hangup(Cause.of(Cause.By.US, 200));
        }
    }

    /** Leaves it to the next version, which ends it. */
    void leave() {
        if (!ended) {
            ended = true;
            port.leave();
            leg.remember(Map.of(CODE, code.kind().name(), "port", port.memory()));
            leg.leave();
            gone.accept(this);
        }
    }
}
