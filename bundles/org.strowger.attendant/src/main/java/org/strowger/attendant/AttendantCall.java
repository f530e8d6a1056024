// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Origination;
import org.strowger.api.media.Announcement;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Sound;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Status;

/** One caller of the attendant: the leg, the port, the visit. Used on the call's executor. */
final class AttendantCall implements Visit.Stage {
    private static final Logger log = LoggerFactory.getLogger(AttendantCall.class);
    private static final String PORT = "port";
    private static final String VISIT = "visit";

    private final Leg leg;
    private final Desk desk;
    private final AudioPort port;
    private final Visit visit;
    private final String number;
    private final String name;
    private final Map<Visit.Timer, Future<?>> timers = new EnumMap<>(Visit.Timer.class);
    private Optional<Onward> onward = Optional.empty();
    private boolean begun;
    private boolean ended;
    private int said;

    /** What a call needs of the attendant. */
    interface Desk {
        AudioPort port(Leg leg, Map<String, Object> memory, AttendantCall call);

        Instant now();

        Future<?> later(Duration time, Runnable task);

        /** @throws IllegalStateException where no call can be made now */
        Onward dial(Origination origination, AttendantCall by, AudioPort beside);

        /** The call is over, or has been left. */
        void gone(AttendantCall call);
    }

    /** A caller comes. */
    AttendantCall(Leg leg, Desk desk, Map<String, Menu> menus, String root, String number, String name) {
        this.leg = leg;
        this.desk = desk;
        this.number = number;
        this.name = name;
        this.port = desk.port(leg, Map.of(), this);
        this.visit = new Visit(menus, root, desk.now(), this);
    }

    /** A caller is here already, as its leg remembers. */
    AttendantCall(Leg leg, Desk desk) {
        this.leg = leg;
        this.desk = desk;
        Map<String, Object> memory = leg.memory();
        this.visit = Visit.resume((Map<?, ?>) memory.get(VISIT), this);
        this.number = (String) memory.get("number");
        this.name = (String) memory.get("name");
        this.begun = (Boolean) memory.get("begun");
        this.said = (Integer) memory.get("said");
        this.port = desk.port(leg, part(memory, PORT), this);
    }

    /** A map within a map that was laid down. */
    static Map<String, Object> part(Map<String, Object> memory, String key) {
        Map<String, Object> part = new HashMap<>();
        ((Map<?, ?>) memory.get(key)).forEach((name, value) -> part.put((String) name, value));
        return Map.copyOf(part);
    }

    /** Any thread. */
    Leg leg() {
        return leg;
    }

    AudioPort port() {
        return port;
    }

    /** Whether somebody else's leg belongs to this call. */
    boolean coupled() {
        return visit.phase() == Visit.Phase.DIALLING || visit.phase() == Visit.Phase.TALKING;
    }

    void answer(Optional<Body> offer) {
        leg.listen(this::on);
        leg.progress(Status.RINGING, Optional.empty());
        try {
            leg.answer(Optional.of(LegTalk.describe(port, leg, offer)));
        } catch (MediaException e) {
            leg.hangup(new Cause(Cause.By.US, e.status(), List.of()));
        }
    }

    void goOn() {
        if (begun) {
            visit.goOn();
        }
        leg.listen(this::on);
    }

    /** Leaves the call to the next version. */
    void leave() {
        if (ended) {
            return;
        }
        timers.values().forEach(timer -> timer.cancel(false));
        port.leave();
        leg.remember(Map.of(
                PORT,
                port.memory(),
                VISIT,
                visit.memory(),
                "number",
                number,
                "name",
                name,
                "begun",
                begun,
                "said",
                said));
        leg.leave();
        ended = true;
        desk.gone(this);
    }

    private void on(LegEvent event) {
        if (event instanceof LegEvent.Confirmed confirmed) {
            confirmed(confirmed.body());
        } else if (event instanceof LegEvent.Asked asked) {
            asked.exchange().answer(LegTalk.reply(port, leg, asked.exchange().query()));
        } else if (event instanceof LegEvent.Ended) {
            ended = true;
            timers.values().forEach(timer -> timer.cancel(false));
            port.close();
            onward.ifPresent(other -> other.hangup(Cause.of(Cause.By.US, 200)));
            desk.gone(this);
        }
    }

    private void confirmed(Optional<Body> answer) {
        try {
            if (answer.isPresent()) {
                port.accept(answer.get(), leg.addresses());
            }
        } catch (MediaException e) {
            leg.hangup(new Cause(Cause.By.US, e.status(), List.of()));
            return;
        }
        if (!begun) {
            begun = true;
            visit.begin();
        }
    }

    /** What happens at the port. */
    void heard(AudioEvent event) {
        if (ended) {
            return;
        }
        if (event instanceof AudioEvent.Key key) {
            visit.key(key.key());
        } else if (event instanceof AudioEvent.Played played) {
            if (played.end() == AudioEvent.End.FAILED) {
                log.error("{}: {}", leg.callId(), played.reason());
            }
            if (played.id().equals(Integer.toString(said)) && played.end() != AudioEvent.End.STOPPED) {
                visit.played(played.end());
            }
        } else if (event instanceof AudioEvent.Silent silent) {
            log.info(
                    "{}: nothing was heard for {} s",
                    leg.callId(),
                    silent.length().toSeconds());
            leg.hangup(Cause.of(Cause.By.TIMER, 200));
        }
    }

    /** Who was called has answered. */
    void answered() {
        if (!ended) {
            visit.answered();
        }
    }

    /** Who was called is gone, or was not reached. */
    void left() {
        onward = Optional.empty();
        if (!ended) {
            visit.left();
        }
    }

    /** The other leg of a call that was left is here again too. */
    void reunite(Onward other) {
        onward = Optional.of(other);
        if (ended) {
            other.hangup(Cause.of(Cause.By.US, 200));
        } else if (visit.phase() == Visit.Phase.TALKING) {
            connect();
        }
    }

    @Override
    public Instant now() {
        return desk.now();
    }

    @Override
    public void play(List<Sound> sounds, String language, boolean untilKey) {
        port.play(new Announcement(Integer.toString(++said), sounds, language, untilKey));
    }

    @Override
    public void in(Visit.Timer timer, Duration time) {
        cancel(timer);
        timers.put(
                timer,
                desk.later(
                        time,
                        () -> leg.execute(() -> {
                            if (!ended) {
                                visit.late(timer);
                            }
                        })));
    }

    @Override
    public void cancel(Visit.Timer timer) {
        Future<?> before = timers.remove(timer);
        if (before != null) {
            before.cancel(false);
        }
    }

    @Override
    public void dial(String to) {
        try {
            onward = Optional.of(desk.dial(new Origination(Attendant.NAME, number, name, to), this, port));
        } catch (IllegalStateException e) {
            log.warn("{}: {} cannot be called: {}", leg.callId(), to, e.getMessage());
            leg.execute(this::left);
        }
    }

    @Override
    public void giveUp() {
        onward.ifPresent(other -> other.hangup(Cause.of(Cause.By.TIMER, 480)));
    }

    @Override
    public void connect() {
        port.stop();
        onward.ifPresent(other -> port.join(other.port()));
    }

    @Override
    public void hangup() {
        leg.hangup(Cause.of(Cause.By.US, 200));
    }
}
