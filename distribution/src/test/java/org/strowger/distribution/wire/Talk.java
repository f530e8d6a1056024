// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.util.Optional;
import org.strowger.distribution.wire.Audio.End;

/** A call that is up, with audio: between two phones, or from one to the echo test. */
final class Talk {
    static final String ECHO = "9196";

    /** Packets that pass until the exchange has found where both ends are. */
    private static final int TO_BEGIN = 10;

    private static final String HOLD = "a=sendonly\r\n";
    private static final String HELD = "a=recvonly\r\n";

    private final Talkers talkers;
    private final String number;
    private final Request invite;
    private final Message answer;
    /** Leg b's INVITE; none where the exchange itself is the other end. */
    private final Optional<Message> invited;

    private final End one;
    private final End other;
    /** The number of the first packet that both must hear. */
    private final int since;

    private int cseq = 10;

    private Talk(
            Talkers talkers,
            String number,
            Request invite,
            Message answer,
            Optional<Message> invited,
            End one,
            End other) {
        this.talkers = talkers;
        this.number = number;
        this.invite = invite;
        this.answer = answer;
        this.invited = invited;
        this.one = one;
        this.other = other;
        this.since = talkers.audio().now() + TO_BEGIN;
    }

    /** Calls a number, answering a challenge as an account, until both hear each other. */
    static Talk begin(Talkers talkers, Account as, String number) {
        boolean echo = number.equals(ECHO);
        End one = talkers.audio().open(talkers.calling().host());
        End other = echo ? one : talkers.audio().open(talkers.called().host());
        Request request = Request.invite(talkers.calling().phone(), as.number(), number)
                .sdp(Sdp.audio(one.local().host(), one.local().port()));
        Message challenge = talkers.calling().ask(request);
        talkers.calling().phone().send(request.ack(talkers.calling().phone(), challenge));
        Request invite = request.answering(challenge, as);
        talkers.calling().send(invite);

        Optional<Message> invited = Optional.empty();
        if (!echo) {
            Message offer = talkers.called().request("INVITE");
            talkers.called().phone().send(offer.reply(180, "Ringing"));
            other.sendTo(talkers.called().audioOf(offer));
            talkers.called()
                    .accept(offer, Sdp.audio(other.local().host(), other.local().port()));
            invited = Optional.of(offer);
        }
        Message answer = talkers.calling().answerTo(invite);
        if (answer.status() != 200) {
            throw new AssertionError(number + " does not answer:\n" + answer);
        }
        talkers.calling().phone().send(invite.ackOfAnswer(talkers.calling().phone(), answer));
        if (!echo) {
            talkers.called().request("ACK");
        }
        one.sendTo(talkers.calling().audioOf(answer));
        return new Talk(talkers, number, invite, answer, invited, one, other);
    }

    String number() {
        return number;
    }

    boolean echo() {
        return invited.isEmpty();
    }

    /** The longest silence that either end has heard among the packets of these numbers, since both hear each other. */
    Audio.Gap gap(int first, int last) {
        Audio.Gap heard = talkers.audio().gap(one, other, Math.max(first, since), last);
        Audio.Gap said = talkers.audio().gap(other, one, Math.max(first, since), last);
        return heard.compareTo(said) > 0 ? heard : said;
    }

    /** The most packets in a row, of these numbers, that either end never hears. */
    int lost(int first, int last) {
        int from = Math.max(first, since);
        return Math.max(
                talkers.audio().lost(one, other, from, last), talkers.audio().lost(other, one, from, last));
    }

    /** The caller holds the call and takes it up again, each with what the other end says to it. */
    void holdAndResume() {
        change(HOLD, HELD);
        change("", "");
    }

    private void change(String offered, String answered) {
        Request change = Request.of("INVITE", "sip:x@invalid")
                .within(invite, answer)
                .cseq(++cseq)
                .header("Contact", "<sip:" + talkers.calling().phone().local() + ">")
                .sdp(Sdp.audio(one.local().host(), one.local().port()) + offered);
        talkers.calling().send(change);
        if (!echo()) {
            Message asked = talkers.called().request("INVITE");
            if (!asked.body().contains(offered)) {
                throw new AssertionError(this + ": " + offered + " does not arrive:\n" + asked);
            }
            talkers.called()
                    .accept(asked, Sdp.audio(other.local().host(), other.local().port()) + answered);
        }
        Message changed = talkers.calling().answerTo(change);
        if (changed.status() != 200) {
            throw new AssertionError(this + " cannot be changed:\n" + changed);
        }
        talkers.calling().phone().send(change.ackOfAnswer(talkers.calling().phone(), changed));
        if (!echo()) {
            talkers.called().request("ACK");
        }
    }

    /** One of the two hangs up, and the other is told. */
    void hangUp(boolean byTheCaller) {
        if (byTheCaller || echo()) {
            Request bye =
                    Request.of("BYE", "sip:x@invalid").within(invite, answer).cseq(++cseq);
            talkers.calling().send(bye);
            if (!echo()) {
                talkers.called().obey(talkers.called().request("BYE"));
            }
            ok(talkers.calling().answerTo(bye));
        } else {
            Message offer = invited.orElseThrow();
            String contact = offer.header("Contact").replaceAll("^.*<|>.*$", "");
            Request bye = Request.of("BYE", contact).within(offer, Talkers.TAG);
            talkers.called().send(bye);
            talkers.calling().obey(talkers.calling().request("BYE"));
            ok(talkers.called().answerTo(bye));
        }
        one.hangUp();
        other.hangUp();
    }

    private void ok(Message answered) {
        if (answered.status() != 200) {
            throw new AssertionError(this + " cannot be hung up:\n" + answered);
        }
    }

    @Override
    public String toString() {
        return "the call to " + number;
    }
}
