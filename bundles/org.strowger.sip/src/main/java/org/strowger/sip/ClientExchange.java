// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.sip.ClientRequest;
import org.strowger.api.sip.ClientResult;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Status;

/** One request outside of a dialog and what is answered to its challenges, until it is over. Runs on the executor of whoever asked. */
final class ClientExchange {
    private static final Logger log = LoggerFactory.getLogger(ClientExchange.class);

    private final ClientRequest asked;
    private final Port port;
    private final Outbox outbox;
    private final Executor executor;
    private final Consumer<? super ClientExchange> closed;
    private final Consumer<? super ClientResult> done;
    private final Optional<ChallengeAnswers> challenges;
    private final AtomicBoolean over = new AtomicBoolean();
    private OutRequest request;

    /**
     * @param closed told once that it is over
     * @param done told after it of what became of it, unless the executor takes nothing any more
     */
    ClientExchange(
            ClientRequest asked,
            Port port,
            Lanes connector,
            Executor executor,
            Consumer<? super ClientExchange> closed,
            Consumer<? super ClientResult> done) {
        this.asked = asked;
        this.port = port;
        this.outbox = new Outbox(asked.callId(), connector);
        this.executor = executor;
        this.closed = closed;
        this.done = done;
        this.challenges = asked.credentials().map(ChallengeAnswers::new);
    }

    void begin() {
        later(() -> {
            try {
                send(written());
            } catch (ParseException | InvalidArgumentException | RuntimeException unusable) {
                log.error("{} of Call-ID {} cannot be written", asked.method(), asked.callId(), unusable);
                end(new ClientResult.Unsent(Outbox.reason(unusable), asked.cseq()));
            }
        });
    }

    /** Nobody will answer any more. Any thread. */
    void abandon(String why) {
        later(() -> end(new ClientResult.Unsent(why, cseq())));
    }

    private OutRequest written() throws ParseException, InvalidArgumentException {
        String peer = asked.flow().host();
        String advertised = port.advertisedTo(peer);
        OutRequest made = new OutRequest(asked.method(), Written.uri(asked.uri()), Written.via(port, advertised));
        for (String route : asked.routes()) {
            made.addHeader(Messages.HEADERS.createHeader("Route", route));
        }
        NameAddr from = OutInvite.hosted(asked.from(), Messages.bracketed(advertised));
        NameAddr to = OutInvite.hosted(asked.to(), Messages.bracketed(peer));
        made.identify(
                Written.from(Messages.address(from), Ids.random()),
                Written.to(Messages.address(to), null),
                Written.callId(asked.callId()),
                new CSeq(asked.cseq(), asked.method()));
        if (contact().isPresent()) {
            Contact contact = new Contact();
            contact.setAddress(Written.address(Written.uri(contact().get())));
            made.put(contact);
        }
        Messages.add(made, List.of(new Header("User-Agent", Messages.PRODUCT)));
        Messages.add(made, asked.headers());
        HopRouter.direct(made, new Way(Hops.of(asked.flow()), port, asked.flow().name()));
        return made;
    }

    private Optional<SipUri> contact() {
        return asked.contact().map(ours -> {
            SipUri socket = SipUri.parse(port.contact(
                    ours.user(), asked.flow().host(), asked.uri().scheme().equals("sips")));
            return new SipUri(
                    socket.scheme(),
                    socket.user(),
                    socket.host(),
                    socket.port(),
                    socket.parameters() + ours.parameters());
        });
    }

    private void send(OutRequest next) {
        request = next;
        outbox.sending(HopRouter.way(next), () -> {
            try {
                HopRouter.way(next).open();
                ClientTransaction transaction = port.provider().getNewClientTransaction(next);
                transaction.setApplicationData(new Answers(next));
                transaction.sendRequest();
            } catch (TlsRefused refused) {
                later(() -> end(new ClientResult.Untrusted(refused.getMessage(), cseq())));
            } catch (SipException | RuntimeException unsent) {
                abandon(Outbox.reason(unsent));
            }
        });
    }

    /** What comes back to one of the requests; an older one than the last was challenged, and is done with. */
    private final class Answers implements ClientHandler {
        private final SIPRequest to;

        Answers(SIPRequest to) {
            this.to = to;
        }

        @Override
        public void responded(SIPResponse response) {
            if (response.getStatusCode() >= 200) {
                later(() -> {
                    if (to == request) {
                        answered(response);
                    }
                });
            }
        }

        @Override
        public void timedOut() {
            later(() -> {
                if (to == request) {
                    end(new ClientResult.Silent(cseq()));
                }
            });
        }
    }

    private void answered(SIPResponse response) {
        if (ChallengeAnswers.asks(response) && challenges.isPresent() && !over.get()) {
            Optional<OutRequest> again = challenges.get().again(request, response);
            if (again.isPresent()) {
                send(again.get());
                return;
            }
        }
        String phrase = response.getReasonPhrase() == null ? "" : response.getReasonPhrase();
        SipReply reply =
                new SipReply(new Status(response.getStatusCode(), phrase), all(response), Messages.body(response));
        end(new ClientResult.Answered(reply, contact(), cseq()));
    }

    private static List<Header> all(SIPResponse response) {
        List<Header> all = new ArrayList<>();
        for (Iterator<String> names = response.getHeaderNames(); names.hasNext(); ) {
            all.addAll(Messages.headers(response, names.next()));
        }
        return all;
    }

    private long cseq() {
        return request == null ? asked.cseq() : request.getCSeq().getSeqNumber();
    }

    private void end(ClientResult result) {
        if (over.compareAndSet(false, true)) {
            closed.accept(this);
            done.accept(result);
        }
    }

    private void later(Runnable step) {
        try {
            executor.execute(step);
        } catch (RejectedExecutionException gone) {
            // whoever asked has stopped
            if (over.compareAndSet(false, true)) {
                closed.accept(this);
            }
        }
    }
}
