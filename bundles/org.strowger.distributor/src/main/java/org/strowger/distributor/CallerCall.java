// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Origination;
import org.strowger.api.media.Announcement;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.Sound;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Status;

/** One caller of a queue: the leg and the port, what is heard and whom it is joined with. Used on the call's executor. */
final class CallerCall {
    private static final Logger log = LoggerFactory.getLogger(CallerCall.class);
    private static final String ONWARD = "/onward";

    private final Leg leg;
    private final Desk desk;
    private final Queue joinedAs;
    private final String number;
    private final String name;
    private final AudioPort port;
    private final Optional<Body> offer;
    private Phase phase = Phase.ASKING;
    private boolean begun;
    private boolean talking;
    private boolean ended;
    private int said;

    /** What a call needs of the distributor. */
    interface Desk {
        AudioPort port(Leg leg, Map<String, Object> memory, CallerCall call);

        Office office();

        /** The queue as it is configured now; the same where it has gone. */
        Queue latest(Queue known);

        /**
         * Calls somebody for this caller.
         *
         * @throws IllegalStateException where no call can be made now
         */
        void dial(Origination origination, String id, CallerCall by);

        /** The call is over, or has been left. */
        void gone(CallerCall call);
    }

    /** A caller comes. */
    CallerCall(Leg leg, Desk desk, Queue queue, String number, String name, Optional<Body> offer) {
        this.leg = leg;
        this.desk = desk;
        this.joinedAs = queue;
        this.number = number;
        this.name = name;
        this.offer = offer;
        this.port = desk.port(leg, Map.of(), this);
    }

    /** A caller is here already, as the leg remembers. */
    CallerCall(Leg leg, Desk desk, Map<String, Queue> queues) {
        Map<String, Object> memory = leg.memory();
        this.leg = leg;
        this.desk = desk;
        String called = (String) memory.get("queue");
        this.joinedAs = Optional.ofNullable(queues.get(called))
                .orElseGet(() -> QueueText.read(called, (Map<?, ?>) memory.get("text")));
        this.number = (String) memory.get("number");
        this.name = (String) memory.get("name");
        this.offer = Optional.ofNullable((Body) memory.get("offer"));
        this.phase = Phase.valueOf((String) memory.get("phase"));
        this.begun = (Boolean) memory.get("begun");
        this.said = (Integer) memory.get("said");
        this.port = desk.port(leg, LegTalk.part(memory, "port"), this);
    }

    /** Whether a call that is made for a caller leads elsewhere, and not to an agent. */
    static boolean isOnward(String id) {
        return id.endsWith(ONWARD);
    }

    /** Any thread. */
    Leg leg() {
        return leg;
    }

    AudioPort port() {
        return port;
    }

    /** The caller's queue as it is configured now. */
    private Queue queue() {
        return desk.latest(joinedAs);
    }

    void begin() {
        leg.listen(this::on);
        ask();
    }

    private void ask() {
        desk.office().act((floor, now) -> {
            Floor.Joined joined = floor.join(leg.callId(), queue().name(), number, now);
            log.info(
                    "{}: queue {}: {}",
                    leg.callId(),
                    queue().name(),
                    joined == Floor.Joined.IN
                            ? "joined with " + floor.line().waiting(queue().name()) + " waiting"
                            : "refused, " + joined);
            leg.execute(() -> joined(joined));
        });
    }

    private void joined(Floor.Joined joined) {
        if (ended || phase != Phase.ASKING) {
            return;
        }
        if (joined == Floor.Joined.IN || queue().limits().overflow().isPresent()) {
            phase = joined == Floor.Joined.IN ? Phase.QUEUED : Phase.LEAVING;
            leg.progress(Status.RINGING, Optional.empty());
            LegTalk.answer(port, leg, offer);
        } else {
            leg.hangup(Cause.of(Cause.By.US, joined == Floor.Joined.FULL ? 486 : 480));
        }
    }

    /** Goes on where an earlier version has left it. */
    void goOn() {
        Map<?, ?> waiter = (Map<?, ?>) leg.memory().get("waiter");
        Office office = desk.office();
        if (waiter != null) {
            Phase was = phase;
            office.act((floor, now) -> {
                floor.restore(Waiter.restore(leg.callId(), waiter, floor.roster()::queue), now);
                if (was == Phase.GONE) {
                    floor.gone(leg.callId());
                } else if (was == Phase.QUEUED) {
                    floor.back(leg.callId(), now);
                }
            });
        }
        leg.listen(this::on);
        if (phase == Phase.ASKING) {
            ask();
        } else if (!ended && phase == Phase.QUEUED && waiter == null) {
            log.warn("{}: the place in queue {} is lost", leg.callId(), queue().name());
            showOut();
        } else if (!ended && (phase == Phase.WANDERING || phase == Phase.LEAVING || phase == Phase.GONE) && begun) {
            office.later(
                    Duration.ofSeconds(5),
                    () -> leg.execute(() -> {
                        if (office.other(leg.callId() + ONWARD).isEmpty()) {
                            onwardEnded();
                        }
                    }));
        }
    }

    /** The other leg of a caller who was sent elsewhere is here again too. */
    void reunite() {
        if (phase == Phase.GONE) {
            join(leg.callId() + ONWARD);
        }
    }

    /** Leaves the call to the next version. */
    void leave(Map<String, Map<String, Object>> memories, int among) {
        if (ended) {
            return;
        }
        port.leave();
        Map<String, Object> memory = new HashMap<>();
        memory.put("queue", joinedAs.name());
        memory.put("text", joinedAs.text());
        memory.put("number", number);
        memory.put("name", name);
        memory.put("phase", phase.name());
        memory.put("begun", begun);
        memory.put("said", said);
        memory.put("port", port.memory());
        memory.put("among", among);
        offer.ifPresent(body -> memory.put("offer", body));
        Optional.ofNullable(memories.get(leg.callId())).ifPresent(waiter -> memory.put("waiter", waiter));
        leg.remember(memory);
        leg.leave();
        ended = true;
        desk.gone(this);
    }

    private void on(LegEvent event) {
        if (event instanceof LegEvent.Confirmed confirmed) {
            if (LegTalk.accept(port, leg, confirmed.body()) && !begun) {
                begun = true;
                arrived();
            }
        } else if (event instanceof LegEvent.Asked asked) {
            asked.exchange().answer(LegTalk.reply(port, leg, asked.exchange().query()));
        } else if (event instanceof LegEvent.Ended) {
            ended = true;
            port.close();
            desk.gone(this);
            desk.office().other(leg.callId() + ONWARD).ifPresent(other -> other.hangup(Cause.of(Cause.By.US, 200)));
            desk.office().act((floor, now) -> {
                floor.line()
                        .find(leg.callId())
                        .filter(waiter -> waiter.state() != Waiter.State.TALKING)
                        .ifPresent(waiter -> log.info(
                                "{}: queue {}: hung up after {} s",
                                leg.callId(),
                                queue().name(),
                                waiter.waited(now).toSeconds()));
                floor.hungUp(leg.callId(), now);
            });
        }
    }

    private void arrived() {
        if (phase == Phase.LEAVING) {
            sendAway();
        } else {
            play(Announcing.withMusic(queue().voice(), queue().voice().welcome()));
            desk.office().act((floor, now) -> floor.present(leg.callId(), now));
        }
    }

    private void play(List<Sound> sounds) {
        port.play(new Announcement(
                Integer.toString(++said), sounds, queue().voice().language(), false));
    }

    /** What happens at the port. */
    void heard(AudioEvent event) {
        if (ended) {
            return;
        }
        if (event instanceof AudioEvent.Key key) {
            pressed(key.key());
        } else if (event instanceof AudioEvent.Played played) {
            if (played.end() == AudioEvent.End.FAILED) {
                log.error("{}: {}", leg.callId(), played.reason());
            }
            if (phase == Phase.SHOWN_OUT && played.id().equals(Integer.toString(said))) {
                leg.hangup(Cause.of(Cause.By.US, 200));
            }
        } else if (event instanceof AudioEvent.Silent silent) {
            log.info(
                    "{}: nothing was heard for {} s",
                    leg.callId(),
                    silent.length().toSeconds());
            leg.hangup(Cause.of(Cause.By.TIMER, 200));
        }
    }

    private void pressed(char key) {
        String to = queue().keys().get(key);
        if (to != null && phase == Phase.QUEUED && !talking) {
            desk.office().act((floor, now) -> {
                if (floor.elsewhere(leg.callId(), now)) {
                    leg.execute(() -> wander(to));
                }
            });
        }
    }

    private void wander(String to) {
        if (!ended) {
            phase = Phase.WANDERING;
            log.info("{}: queue {}: a key leads to {}", leg.callId(), queue().name(), to);
            dialOnward(to);
        }
    }

    private void dialOnward(String to) {
        play(List.of(new Sound.Tone(Sound.Tone.Signal.RINGING)));
        dial(new Origination(Distributor.NAME, number, name, to), leg.callId() + ONWARD, this::onwardEnded);
    }

    private void dial(Origination origination, String id, Runnable otherwise) {
        try {
            desk.dial(origination, id, this);
        } catch (IllegalStateException e) {
            log.warn("{}: {} cannot be called: {}", leg.callId(), origination.to(), e.getMessage());
            otherwise.run();
        }
    }

    /** An agent is to be called. */
    void ring(String id, String agent) {
        if (!ended) {
            String from = queue().calling().as().orElse(number);
            String shown = name.isEmpty() ? queue().name() : queue().name() + ": " + name;
            dial(new Origination(Distributor.NAME, from, shown, agent), id, () -> desk.office()
                    .act((floor, now) -> floor.ended(id, Outcome.UNREACHABLE, now)));
        }
    }

    /** Joins the caller with an agent, who is told something first where that is wanted; meanwhile there is music. */
    void connect(String id, boolean again) {
        talking = true;
        if (again || queue().voice().whisper().isEmpty()) {
            join(id);
        } else {
            desk.office()
                    .other(id)
                    .ifPresent(other -> other.whisper(
                            queue().voice().whisper(), queue().voice().language()));
        }
    }

    /** Has the caller and somebody else hear each other. */
    void join(String id) {
        if (!ended) {
            port.stop();
            desk.office().other(id).ifPresent(other -> port.join(other.port()));
        }
    }

    void tell(int position, Optional<Duration> estimate) {
        List<Sound> sounds = Announcing.position(queue().voice(), position, estimate);
        if (!ended && phase == Phase.QUEUED && !talking && !sounds.isEmpty()) {
            play(sounds);
        }
    }

    void entertain(Sound sound) {
        if (!ended && phase == Phase.QUEUED && !talking) {
            play(Announcing.withMusic(queue().voice(), List.of(sound)));
        }
    }

    /** The floor knows the caller no more. */
    void release(Stage.Way way) {
        if (ended) {
            return;
        }
        if (way == Stage.Way.OVER) {
            leg.hangup(Cause.of(Cause.By.US, 200));
        } else {
            phase = Phase.LEAVING;
            sendAway();
        }
    }

    private void sendAway() {
        queue().limits().overflow().ifPresentOrElse(this::dialOnward, this::showOut);
    }

    private void showOut() {
        phase = Phase.SHOWN_OUT;
        if (queue().voice().goodbye().isEmpty()) {
            leg.hangup(Cause.of(Cause.By.US, 200));
        } else {
            play(queue().voice().goodbye());
        }
    }

    /** Who was called elsewhere has answered. */
    void onwardAnswered() {
        if (!ended) {
            phase = Phase.GONE;
            desk.office().act((floor, now) -> floor.gone(leg.callId()));
            join(leg.callId() + ONWARD);
        }
    }

    /** Who was called elsewhere is gone, or was not reached. */
    void onwardEnded() {
        if (ended) {
            return;
        }
        switch (phase) {
            case WANDERING -> {
                phase = Phase.QUEUED;
                play(Announcing.withMusic(queue().voice(), List.of()));
                desk.office().act((floor, now) -> floor.back(leg.callId(), now));
            }
            case LEAVING -> showOut();
            case GONE -> leg.hangup(Cause.of(Cause.By.US, 200));
            case ASKING, QUEUED, SHOWN_OUT -> log.debug("{}: {} and nobody elsewhere", leg.callId(), phase);
        }
    }
}
