// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Body;

/**
 * The call that the attendant makes for a caller. It has an executor of its own: what it tells the caller's call is carried over. Used on its own
 * executor but for what says any thread.
 */
final class Onward {
    private static final String OF = "of";
    private static final String PORT = "port";

    private final Leg leg;
    private final String of;
    private final AudioPort port;
    private final Consumer<Onward> gone;
    private final List<Consumer<AttendantCall>> waiting = new ArrayList<>();
    private AttendantCall caller;
    private boolean over;

    /**
     * @param of the id of the caller's call
     * @param caller null where it is not here yet
     * @param port makes the port, for whoever hears what happens at it
     * @param gone told when it is over, or has been left
     */
    Onward(
            Leg leg,
            String of,
            AttendantCall caller,
            Function<Consumer<AudioEvent>, AudioPort> port,
            Consumer<Onward> gone) {
        this.leg = leg;
        this.of = of;
        this.caller = caller;
        this.port = port.apply(this::heard);
        this.gone = gone;
    }

    /** Whether a leg that was left is of this kind. */
    static boolean liesOn(Leg leg) {
        return leg.memory().containsKey(OF);
    }

    static String of(Leg leg) {
        return (String) leg.memory().get(OF);
    }

    static Map<String, Object> portMemory(Leg leg) {
        return AttendantCall.part(leg.memory(), PORT);
    }

    /** Any thread. */
    Leg leg() {
        return leg;
    }

    /** Any thread. */
    String of() {
        return of;
    }

    /** Any thread. */
    AudioPort port() {
        return port;
    }

    void start() {
        leg.listen(this::on);
        try {
            leg.start(Optional.of(port.offer(leg.addresses())));
        } catch (MediaException e) {
            leg.hangup(new Cause(Cause.By.US, e.status(), List.of()));
        }
    }

    void goOn() {
        leg.listen(this::on);
    }

    /** Ends it. Any thread. */
    void hangup(Cause cause) {
        leg.execute(() -> leg.hangup(cause));
    }

    /** The caller's call is here. Any thread. */
    synchronized void attach(AttendantCall call) {
        caller = call;
        call.leg().execute(() -> call.reunite(this));
        waiting.forEach(this::tell);
        waiting.clear();
    }

    private synchronized void tell(Consumer<AttendantCall> news) {
        AttendantCall to = caller;
        if (to == null) {
            waiting.add(news);
        } else {
            to.leg().execute(() -> news.accept(to));
        }
    }

    private void on(LegEvent event) {
        if (event instanceof LegEvent.Progressed progressed) {
            // It may be the answer already; then the 2xx has none (RFC 3261 section 13.2.1).
            accept(progressed.body());
        } else if (event instanceof LegEvent.Answered answered) {
            leg.confirm(Optional.empty());
            if (accept(answered.body())) {
                tell(AttendantCall::answered);
            }
        } else if (event instanceof LegEvent.Asked asked) {
            asked.exchange().answer(LegTalk.reply(port, leg, asked.exchange().query()));
        } else if (event instanceof LegEvent.Ended) {
            over = true;
            port.close();
            gone.accept(this);
            tell(AttendantCall::left);
        }
    }

    private boolean accept(Optional<Body> answer) {
        try {
            if (answer.isPresent()) {
                port.accept(answer.get(), leg.addresses());
            }
            return true;
        } catch (MediaException e) {
            leg.hangup(new Cause(Cause.By.US, e.status(), List.of()));
            return false;
        }
    }

    private void heard(AudioEvent event) {
        if (event instanceof AudioEvent.Silent && !over) {
            leg.hangup(Cause.of(Cause.By.TIMER, 200));
        }
    }

    /** Leaves it to the next version. */
    void leave() {
        if (!over) {
            over = true;
            port.leave();
            leg.remember(Map.of(OF, of, PORT, port.memory()));
            leg.leave();
            gone.accept(this);
        }
    }
}
