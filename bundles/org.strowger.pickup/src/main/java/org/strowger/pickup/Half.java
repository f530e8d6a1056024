// SPDX-License-Identifier: Apache-2.0
package org.strowger.pickup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Query;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/**
 * One of the two legs of a call that was picked up, and its port: of whoever picks it up, or of the call that rang. Each is in a call of its own,
 * with an executor of its own, on which it is used but for what says any thread; what it tells the other is a task there.
 */
final class Half {
    private static final Logger log = LoggerFactory.getLogger(Half.class);
    private static final String PORT = "port";
    private static final String MATE = "mate";
    private static final String PICKER = "picker";

    private final Leg leg;
    private final String mate;
    private final boolean picker;
    private final AudioPort port;
    private final Consumer<Half> gone;
    /** Of whoever picks it up: what it describes itself with, until it is answered. */
    private Optional<Body> offer = Optional.empty();
    /** The leg is answered: there is something to be left to the next version. */
    private boolean up;

    private boolean over;
    private volatile Half other;
    private volatile boolean ended;

    /**
     * @param mate the id of the other's call
     * @param port makes the port, for whoever hears what happens at it
     * @param gone told when it is over, or has been left
     */
    Half(Leg leg, String mate, boolean picker, Function<Consumer<AudioEvent>, AudioPort> port, Consumer<Half> gone) {
        this.leg = leg;
        this.mate = mate;
        this.picker = picker;
        this.port = port.apply(this::heard);
        this.gone = gone;
    }

    /** One that an earlier version left. */
    static Half resumed(
            Leg leg,
            Function<Map<String, Object>, Function<Consumer<AudioEvent>, AudioPort>> ports,
            Consumer<Half> gone) {
        Map<String, Object> memory = leg.memory();
        Map<String, Object> port = new HashMap<>();
        ((Map<?, ?>) memory.get(PORT)).forEach((name, value) -> port.put((String) name, value));
        Half half = new Half(
                leg, (String) memory.get(MATE), Boolean.TRUE.equals(memory.get(PICKER)), ports.apply(port), gone);
        half.up = true;
        return half;
    }

    /** Any thread. */
    Leg leg() {
        return leg;
    }

    /** Any thread. */
    String mate() {
        return mate;
    }

    /** Any thread. */
    AudioPort port() {
        return port;
    }

    /** Whether its leg is over. Any thread. */
    boolean ended() {
        return ended;
    }

    /** They belong together. Any thread. */
    void couple(Half with) {
        other = with;
        with.other = this;
    }

    /** Whoever picks up is here: heard, and answered once the call that rings is theirs. */
    void waits(Optional<Body> description) {
        offer = description;
        leg.listen(this::on);
    }

    void listen() {
        leg.listen(this::on);
    }

    /** The other is here, with its port: the two hear each other. */
    void join() {
        Half with = other;
        if (!over && with != null) {
            if (with.ended) {
                hangup(Cause.of(Cause.By.US, 200));
            } else if (picker) {
                port.join(with.port);
            }
        }
    }

    private void on(LegEvent event) {
        if (event instanceof LegEvent.Invited invited) {
            answer(invited.offer());
        } else if (event instanceof LegEvent.Confirmed confirmed) {
            confirmed(confirmed.body());
        } else if (event instanceof LegEvent.Asked asked) {
            asked.exchange().answer(reply(asked.exchange().query()));
        } else if (event instanceof LegEvent.Ended) {
            finish();
        }
    }

    private void answer(Optional<Body> description) {
        try {
            leg.answer(Optional.of(describe(description)));
        } catch (MediaException e) {
            hangup(new Cause(Cause.By.US, e.status(), List.of()));
        }
    }

    private void confirmed(Optional<Body> answer) {
        try {
            if (answer.isPresent()) {
                port.accept(answer.get(), leg.addresses());
            }
        } catch (MediaException e) {
            hangup(new Cause(Cause.By.US, e.status(), List.of()));
            return;
        }
        boolean first = !up;
        up = true;
        Half with = other;
        if (first && !picker && with != null) {
            with.leg.execute(with::won);
        }
    }

    /** The call that rang is ours: whoever picked it up is answered. */
    private void won() {
        if (over) {
            other.leg.execute(() -> other.hangup(Cause.of(Cause.By.US, 200)));
            return;
        }
        log.info("{} is picked up: {}", mate, leg.callId());
        answer(offer);
        join();
    }

    private void finish() {
        over = true;
        ended = true;
        port.close();
        gone.accept(this);
        Half with = other;
        if (with != null) {
            with.leg.execute(() -> with.left());
        }
    }

    private void left() {
        // a call that somebody else answered, or that its caller gave up, is not to be had any longer
        hangup(Cause.of(Cause.By.US, up ? 200 : 480));
    }

    /** On its own executor. */
    void hangup(Cause cause) {
        if (!over) {
            leg.hangup(cause);
        }
    }

    private void heard(AudioEvent event) {
        if (event instanceof AudioEvent.Silent && !over) {
            leg.hangup(Cause.of(Cause.By.TIMER, 200));
        }
    }

    private SipReply reply(Query query) {
        boolean describes = query.method().equals("INVITE")
                || query.method().equals("UPDATE") && query.body().isPresent();
        try {
            return switch (query.method()) {
                case "INVITE", "UPDATE", "OPTIONS", "INFO" ->
                    new SipReply(
                            Status.OK, List.of(), describes ? Optional.of(describe(query.body())) : Optional.empty());
                default -> SipReply.of(405);
            };
        } catch (MediaException e) {
            return new SipReply(e.status(), List.of(), Optional.empty());
        }
    }

    private Body describe(Optional<Body> description) throws MediaException {
        return description.isPresent() ? port.answer(description.get(), leg.addresses()) : port.offer(leg.addresses());
    }

    /** Leaves it to the next version; what is not answered yet is over. */
    void leave() {
        if (over) {
            return;
        }
        if (!up) {
            leg.hangup(Cause.of(Cause.By.US, 480));
            return;
        }
        over = true;
        port.leave();
        leg.remember(Map.of(PORT, port.memory(), MATE, mate, PICKER, picker));
        leg.leave();
        gone.accept(this);
    }
}
