// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

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
import org.strowger.api.media.Announcement;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Sound;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/**
 * Somebody who dialled a code: it is done, he hears so, and is hung up. Whoever hangs up before has had it done all the same. Used on the
 * call's executor.
 */
final class CodeCall {
    private static final Logger log = LoggerFactory.getLogger(CodeCall.class);
    private static final String REFUSED = "forward/refused";
    private static final String PORT = "port";

    private final Leg leg;
    private final Order order;
    private final Desk desk;
    private final AudioPort port;
    /** What is to be heard, once it is known. */
    private String prompt;
    /** The far end is there. */
    private boolean confirmed;

    private boolean playing;
    private boolean over;

    /** What was dialled, and by which account. */
    record Order(String account, Code code, String number) {
        Profile on(Profile before) {
            return code.on(before, number);
        }

        /** What is heard once it is done. */
        List<Sound> sounds(String prompt) {
            boolean spoken = code.takesNumber() && prompt.equals(code.prompt()) && number.matches("[0-9*#]+");
            return spoken
                    ? List.of(new Sound.Prompt(prompt), new Sound.Digits(number))
                    : List.of(new Sound.Prompt(prompt));
        }
    }

    /** What a call needs of its role. */
    interface Desk {
        String language();

        /** Has it done; tells, on any thread, what went wrong, if something did. */
        void carryOut(Order order, Consumer<Optional<Throwable>> done);

        /** The call is over, or has been left. */
        void gone(CodeCall call);
    }

    /** @param ports makes a port of what one remembered, for whoever hears what happens at it */
    CodeCall(
            Leg leg,
            Order order,
            Desk desk,
            Function<Map<String, Object>, Function<Consumer<AudioEvent>, AudioPort>> ports) {
        this.leg = leg;
        this.order = order;
        this.desk = desk;
        Map<String, Object> before = new HashMap<>();
        if (leg.memory().get(PORT) instanceof Map<?, ?> remembered) {
            remembered.forEach((name, value) -> before.put((String) name, value));
        }
        this.port = ports.apply(before).apply(this::heard);
    }

    /** What lies on a leg that was left. */
    static Order order(Leg leg) {
        Map<String, Object> memory = leg.memory();
        return new Order((String) memory.get("account"), Code.valueOf((String) memory.get("code")), (String)
                memory.get("number"));
    }

    /** Any thread. */
    Leg leg() {
        return leg;
    }

    /** A caller comes. */
    void answer(Optional<Body> offer) {
        leg.listen(this::on);
        try {
            leg.answer(Optional.of(describe(offer)));
        } catch (MediaException e) {
            // it is done all the same: who cannot hear it has dialled it
            leg.hangup(new Cause(Cause.By.US, e.status(), List.of()));
        }
        carryOut();
    }

    /** A caller is here already. What was under way when he was left is done again: it comes to the same. */
    void goOn() {
        confirmed = Boolean.TRUE.equals(leg.memory().get("confirmed"));
        playing = Boolean.TRUE.equals(leg.memory().get("playing"));
        prompt = (String) leg.memory().get("prompt");
        leg.listen(this::on);
        if (prompt == null) {
            carryOut();
        }
    }

    private void carryOut() {
        desk.carryOut(order, wrong -> leg.execute(() -> done(wrong)));
    }

    private void done(Optional<Throwable> wrong) {
        wrong.ifPresent(why -> log.warn(
                "{}: {} of {} was not carried out: {}", leg.callId(), order.code(), order.account(), why.toString()));
        if (!over) {
            prompt = wrong.isPresent() ? REFUSED : order.code().prompt();
            play();
        }
    }

    private void play() {
        if (!over && confirmed && prompt != null && !playing) {
            playing = true;
            port.play(new Announcement(prompt, order.sounds(prompt), desk.language(), false));
        }
    }

    private void on(LegEvent event) {
        if (event instanceof LegEvent.Confirmed ack) {
            confirmed(ack.body());
        } else if (event instanceof LegEvent.Asked asked) {
            asked.exchange().answer(reply(asked.exchange().query()));
        } else if (event instanceof LegEvent.Ended) {
            over = true;
            port.close();
            desk.gone(this);
        }
    }

    private void confirmed(Optional<Body> answer) {
        try {
            if (answer.isPresent()) {
                port.accept(answer.get(), leg.addresses());
            }
            confirmed = true;
            play();
        } catch (MediaException e) {
            leg.hangup(new Cause(Cause.By.US, e.status(), List.of()));
        }
    }

    private void heard(AudioEvent event) {
        if (over) {
            return;
        }
        if (event instanceof AudioEvent.Played played) {
            if (played.end() == AudioEvent.End.FAILED) {
                log.error("{}: {}", leg.callId(), played.reason());
            }
            leg.hangup(Cause.of(Cause.By.US, 200));
        } else if (event instanceof AudioEvent.Silent) {
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

    /** An answer to their offer, or where they made none, ours. */
    private Body describe(Optional<Body> offer) throws MediaException {
        return offer.isPresent() ? port.answer(offer.get(), leg.addresses()) : port.offer(leg.addresses());
    }

    /** Leaves the call to the next version. */
    void leave() {
        if (over) {
            return;
        }
        over = true;
        port.leave();
        Map<String, Object> memory = new HashMap<>(Map.of(
                PORT,
                port.memory(),
                "account",
                order.account(),
                "code",
                order.code().name(),
                "number",
                order.number(),
                "confirmed",
                confirmed,
                "playing",
                playing));
        if (prompt != null) {
            memory.put("prompt", prompt);
        }
        leg.remember(memory);
        leg.leave();
        desk.gone(this);
    }
}
