// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A phone that does what a test tells it, and remembers what it heard and when. */
final class ScriptedPhone extends Phone {
    /** A message, and in which millisecond it came. */
    record Heard(long millis, Message message) {}

    /** What to answer: a status and headers. */
    record Answer(int status, String... headers) {}

    private final List<Heard> requests = new ArrayList<>();
    private final List<Heard> responses = new ArrayList<>();
    private Function<Message, Answer> answers = request -> new Answer(200);
    private Talk talk;

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

    /** The requests of a method that came. */
    List<Heard> requests(String method) {
        return requests.stream()
                .filter(heard -> heard.message().method().equals(method))
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
        ask(new Client(this, text(first, sdp(), lines.toArray(String[]::new)), this::heard, () -> {}));
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
