// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.strowger.api.sip.ClientRequest;
import org.strowger.api.sip.ClientResult;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipClient;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/** The SIP bundle and the registrar behind it: answers every REGISTER at once as it was told to, and remembers it. */
final class FakeRegistrar implements SipClient {
    final List<ClientRequest> requests = new ArrayList<>();
    private Function<ClientRequest, ClientResult> behaviour = FakeRegistrar::accept;
    private final List<Runnable> late = new ArrayList<>();
    private boolean slow;

    void behave(Function<ClientRequest, ClientResult> next) {
        behaviour = next;
    }

    /** From now on answers wait for {@link #answer}. */
    void slow() {
        slow = true;
    }

    /** Gives the answers that wait. */
    void answer() {
        List<Runnable> now = List.copyOf(late);
        late.clear();
        now.forEach(Runnable::run);
    }

    static ClientResult accept(ClientRequest request) {
        return request.method().equals("REGISTER")
                ? answer(request, 200, new Header("Expires", expires(request)))
                : answer(request, 200);
    }

    static ClientResult silence(ClientRequest request) {
        return new ClientResult.Silent(request.cseq());
    }

    static ClientResult answer(ClientRequest request, int code, Header... headers) {
        SipReply reply = new SipReply(Status.of(code), List.of(headers), Optional.empty());
        return new ClientResult.Answered(reply, request.contact(), request.cseq());
    }

    @Override
    public void send(ClientRequest request, Executor executor, Consumer<? super ClientResult> done) {
        requests.add(request);
        Runnable answer = () -> executor.execute(() -> done.accept(behaviour.apply(request)));
        if (slow) {
            late.add(answer);
        } else {
            answer.run();
        }
    }

    ClientRequest last() {
        return requests.get(requests.size() - 1);
    }

    static String expires(ClientRequest request) {
        return request.headers().stream()
                .filter(header -> header.name().equals("Expires"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    static String token(ClientRequest request) {
        return request.contact().orElseThrow().parameter("line").orElseThrow();
    }
}
