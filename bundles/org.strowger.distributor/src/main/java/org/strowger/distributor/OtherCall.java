// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.util.HashMap;
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

/**
 * A call that is made for a caller: to an agent, or to where the caller is sent. It has an executor of its own, and is used on it but for what
 * says any thread.
 */
final class OtherCall {
    private static final String ID = "other";
    private static final String OF = "of";
    private static final String ANSWERED = "answered";
    private static final String PORT = "port";
    private static final String WHISPER = "whisper";

    private final Leg leg;
    private final String id;
    private final String of;
    private final AudioPort port;
    private final Watcher watcher;
    private boolean answered;
    private boolean over;

    /** Who hears what becomes of it; on its executor. */
    interface Watcher {
        void answered(OtherCall call);

        /** What was whispered has been heard. */
        void whispered(OtherCall call);

        /** It is over, or was left; told once. */
        void gone(OtherCall call);

        void ended(OtherCall call, Cause cause);
    }

    /**
     * @param id of the ring, or of the caller's way onward
     * @param of the id of the caller's call
     * @param port makes the port, for whoever hears what happens at it
     */
    OtherCall(Leg leg, String id, String of, Function<Consumer<AudioEvent>, AudioPort> port, Watcher watcher) {
        this.leg = leg;
        this.id = id;
        this.of = of;
        this.watcher = watcher;
        this.port = port.apply(this::heard);
    }

    /** As it lies on a leg that was left. */
    OtherCall(Leg leg, Function<Consumer<AudioEvent>, AudioPort> port, Watcher watcher) {
        this(leg, (String) leg.memory().get(ID), (String) leg.memory().get(OF), port, watcher);
        this.answered = (Boolean) leg.memory().get(ANSWERED);
    }

    static boolean liesOn(Leg leg) {
        return leg.memory().containsKey(ID);
    }

    static Map<String, Object> portMemory(Leg leg) {
        return LegTalk.part(leg.memory(), PORT);
    }

    /** Any thread. */
    Leg leg() {
        return leg;
    }

    /** Any thread. */
    String id() {
        return id;
    }

    /** The id of the caller's call. Any thread. */
    String of() {
        return of;
    }

    /** Any thread. */
    AudioPort port() {
        return port;
    }

    boolean answered() {
        return answered;
    }

    void start() {
        leg.listen(this::on);
        LegTalk.start(port, leg);
    }

    void goOn() {
        leg.listen(this::on);
    }

    /** Ends it. Any thread. */
    void hangup(Cause cause) {
        leg.execute(() -> leg.hangup(cause));
    }

    private void on(LegEvent event) {
        if (event instanceof LegEvent.Progressed progressed) {
            // It may be the answer already; then the 2xx has none (RFC 3261 section 13.2.1).
            LegTalk.accept(port, leg, progressed.body());
        } else if (event instanceof LegEvent.Answered now) {
            leg.confirm(Optional.empty());
            if (LegTalk.accept(port, leg, now.body())) {
                answered = true;
                watcher.answered(this);
            }
        } else if (event instanceof LegEvent.Asked asked) {
            asked.exchange().answer(LegTalk.reply(port, leg, asked.exchange().query()));
        } else if (event instanceof LegEvent.Ended ended) {
            over = true;
            port.close();
            watcher.gone(this);
            watcher.ended(this, ended.cause());
        }
    }

    /** Says something to whoever is called, and to nobody else. Any thread. */
    void whisper(List<Sound> sounds, String language) {
        leg.execute(() -> {
            if (!over) {
                port.play(new Announcement(WHISPER, sounds, language, false));
            }
        });
    }

    private void heard(AudioEvent event) {
        if (over) {
            return;
        }
        if (event instanceof AudioEvent.Silent) {
            leg.hangup(Cause.of(Cause.By.TIMER, 200));
        } else if (event instanceof AudioEvent.Played played && played.id().equals(WHISPER)) {
            watcher.whispered(this);
        }
    }

    /** Leaves it to the next version, with what that has to know. */
    void leave(Map<String, Object> more) {
        if (!over) {
            over = true;
            port.leave();
            Map<String, Object> memory = new HashMap<>(more);
            memory.putAll(Map.of(ID, id, OF, of, ANSWERED, answered, PORT, port.memory()));
            leg.remember(memory);
            leg.leave();
            watcher.gone(this);
        }
    }
}
