// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** A phone that does what a test tells it, and remembers what it heard and when. */
final class ScriptedPhone extends Phone {
    /** A message, and in which millisecond it came. */
    record Heard(long millis, Message message) {}

    /** What to answer: a status and headers. */
    record Answer(int status, String... headers) {}

    private final List<Heard> requests = new ArrayList<>();
    private final List<Heard> repetitions = new ArrayList<>();
    private final List<Heard> responses = new ArrayList<>();
    private Function<Message, Answer> answers = request -> new Answer(200);
    private Talk talk;
    private Client calling;
    private Server ringing;
    private boolean byHand;
    private int cancelAnswer = 200;
    private boolean refusesWhenCancelled = true;

    ScriptedPhone(World world, int call, String host) {
        super(world, call, host, new Random(call));
    }

    /** What it answers to every request but a BYE. */
    ScriptedPhone answers(Function<Message, Answer> manner) {
        answers = manner;
        return this;
    }

    private Heard now(Message message) {
        return new Heard(TimeUnit.NANOSECONDS.toMillis(world.nanos().getAsLong()), message);
    }

    /** Every request that came. */
    List<Heard> requests() {
        return requests;
    }

    /** The requests of a method that came. */
    List<Heard> requests(String method) {
        return requests.stream()
                .filter(heard -> heard.message().method().equals(method))
                .toList();
    }

    /** The same, with every repetition. */
    List<Heard> copies(String method) {
        return Stream.concat(requests.stream(), repetitions.stream())
                .filter(heard -> heard.message().method().equals(method))
                .sorted(Comparator.comparingLong(Heard::millis))
                .toList();
    }

    /** The responses that came with a status. */
    List<Heard> responses(int status) {
        return responses.stream()
                .filter(heard -> heard.message().status() == status)
                .toList();
    }

    Talk talk() {
        return talk;
    }

    /** Calls a number. */
    void call(String number, String... more) {
        List<String> lines = new ArrayList<>(List.of(
                via(),
                "From: <sip:caller@" + host() + ">;tag=a" + call,
                "To: <sip:" + number + "@" + world.exchange() + ">",
                "Call-ID: scripted-" + call + "@" + host(),
                "CSeq: 1 INVITE",
                "Contact: <" + contact() + ">",
                "Max-Forwards: 70"));
        lines.addAll(List.of(more));
        String first = "INVITE sip:" + number + "@" + world.exchange() + " SIP/2.0";
        calling = ask(new Client(this, text(first, sdp(), lines.toArray(String[]::new)), this::heard, () -> {}));
    }

    /** Takes the call back. */
    void cancel() {
        ask(new Client(this, calling.cancel(), response -> responses.add(now(response)), () -> {}));
    }

    /** Hears INVITEs and does nothing before the test says so. */
    ScriptedPhone byHand() {
        byHand = true;
        return this;
    }

    /** What it answers to a CANCEL, 0 for nothing, and whether it refuses the INVITE then. */
    ScriptedPhone whenCancelled(int status, boolean refuses) {
        cancelAnswer = status;
        refusesWhenCancelled = refuses;
        return this;
    }

    /** Says something provisional. */
    void rings(int status) {
        ringing.respond(status, "b" + call, "");
    }

    void refuses(int status) {
        ringing.respond(status, "b" + call, "");
    }

    void answers() {
        answersAs("b" + call);
    }

    /** Answers by a tag of its own, as one of several phones behind a proxy would. */
    Talk answersAs(String tag) {
        Talk made = Talk.answering(this, ringing.request(), tag);
        talks().add(made);
        made.accept(ringing, sdp());
        talk = talk == null ? made : talk;
        return made;
    }

    @Override
    void cameAgain(Message request) {
        repetitions.add(now(request));
    }

    @Override
    void acknowledged(Message ack) {
        requests.add(now(ack));
    }

    @Override
    void cancelled(Server cancel, Server invite) {
        if (cancelAnswer > 0) {
            cancel.respond(cancelAnswer, "b" + call, "");
        }
        if (refusesWhenCancelled && !invite.answered()) {
            invite.respond(487, "b" + call, "");
        }
    }

    private void heard(Message response) {
        responses.add(now(response));
        if (response.status() >= 200 && response.status() < 300) {
            if (talk == null) {
                talk = Talk.calling(this, response);
                talks().add(talk);
            }
            talk.acknowledge(response, "");
        }
    }

    /** Sends a request within its call. */
    void asks(String method, String body, String... more) {
        talk.ask(method, body, response -> responses.add(now(response)), more);
    }

    @Override
    boolean treats(Message request, Server server) {
        requests.add(now(request));
        if (talk == null || !talk.owns(request) || request.method().equals("BYE")) {
            return false;
        }
        Answer answer = answers.apply(request);
        if (request.method().equals("INVITE") && answer.status() < 300) {
            talk.accept(server, sdp(), answer.headers());
        } else {
            server.respond(answer.status(), talk.localTag(), "", answer.headers());
        }
        return true;
    }

    @Override
    void called(Message request, Server server) {
        ringing = server;
        if (byHand) {
            return;
        }
        Answer answer = answers.apply(request);
        if (answer.status() < 300) {
            talk = Talk.answering(this, request, "b" + call);
            talks().add(talk);
            talk.accept(server, sdp(), answer.headers());
        } else {
            server.respond(answer.status(), "b" + call, "", answer.headers());
        }
    }
}
