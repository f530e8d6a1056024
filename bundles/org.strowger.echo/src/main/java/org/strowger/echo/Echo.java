// SPDX-License-Identifier: Apache-2.0
package org.strowger.echo;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Application;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Originator;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Switchboard;
import org.strowger.api.media.Media;

/**
 * The echo test: who calls its number, or is called by it, hears their own voice. The smallest of applications. Its calls
 * outlive it: when it is told to stop it leaves them, and the next version resumes each as it finds it. Whether it was this
 * bundle that was replaced, or media, or both, need not be known: media, asked by the memory, has the port that is meant.
 */
@Component(
        service = {Callin.class, Callout.class, Application.class, Originator.class},
        // else it would leave its calls whenever nobody holds the service, as while the engine is replaced
        immediate = true,
        property = {Callin.ROLE + "=" + Echo.NAME, "service.ranking:Integer=200"})
public final class Echo implements Callin, Callout, Application, Originator {
    static final String NAME = "echo";

    private static final Logger log = LoggerFactory.getLogger(Echo.class);
    private static final long LEAVE_MILLIS = 1_000;

    private final EchoNumber number;
    private final Media media;
    private final Set<EchoCall> served = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;

    /**
     * Fetched when it is needed: when it starts it fetches us, and neither can wait for the other. Optional, so that the calls
     * that are up do not notice when the engine is replaced.
     */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile ComponentServiceObjects<Switchboard> switchboards;

    @Activate
    public Echo(@Reference EchoNumber number, @Reference Media media) {
        this.number = number;
        this.media = media;
    }

    /** Leaves every call, each on its own executor. */
    @Deactivate
    void deactivate() throws InterruptedException {
        leaving = true;
        List<EchoCall> calls = List.copyOf(served);
        CountDownLatch busy = new CountDownLatch(calls.size());
        for (EchoCall call : calls) {
            call.leg().execute(() -> {
                call.leave();
                busy.countDown();
            });
        }
        if (!busy.await(LEAVE_MILLIS, TimeUnit.MILLISECONDS)) {
            log.warn("{} echo tests are busy, and will be left when they are not", busy.getCount());
        }
    }

    /** Who is calling? We are, if we say so. */
    @Override
    public Claim claim(Offer offer) {
        return offer.origin().equals(Optional.of(NAME))
                ? new Claim.Known(new Caller(number.get(), "Echo", NAME))
                : new Claim.NotMine("the echo test does not make this call");
    }

    /** How is this number reached? If it is ours: right here. */
    @Override
    public Reach reach(Outgoing outgoing) {
        return outgoing.destination().number().equals(number.get())
                ? new Reach.Here(this)
                : new Reach.NotMine("the echo test is at " + number.get());
    }

    /** A call has come for our number. */
    @Override
    public void invited(Leg leg, Offer offer) {
        serve(leg, call -> call.answer(offer.request().body()));
    }

    /** A call goes on that another has left; what has happened on the leg since then is heard next. */
    @Override
    public void resumed(Leg leg) {
        serve(leg, call -> {});
    }

    /** We call somebody. */
    @Override
    public void originate(String to) {
        ComponentServiceObjects<Switchboard> present = switchboards;
        Switchboard switchboard = present == null ? null : present.getService();
        if (switchboard == null) {
            throw new IllegalStateException("the switchboard is not here");
        }
        try {
            Leg leg = switchboard.originate(new Origination(NAME, number.get(), "Echo", to));
            leg.execute(() -> serve(leg, EchoCall::dial));
        } finally {
            present.ungetService(switchboard);
        }
    }

    private void serve(Leg leg, Consumer<EchoCall> beginning) {
        EchoCall call = new EchoCall(leg, media, served);
        beginning.accept(call);
        if (leaving) {
            // It may have come too late to be among those that deactivate has seen.
            call.leave();
        }
    }
}
