// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.call.Application;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LocalRequest;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Switchboard;
import org.strowger.api.dial.Codec;
import org.strowger.api.dial.DialEvent;
import org.strowger.api.dial.DialInfo;
import org.strowger.api.dial.DialListener;
import org.strowger.api.dial.DialOutcome;
import org.strowger.api.dial.DialRequest;
import org.strowger.api.dial.Dialer;
import org.strowger.api.dial.EstablishedLeg;
import org.strowger.api.dial.HangupReason;
import org.strowger.api.dial.PreAck;
import org.strowger.api.dial.Scenario;
import org.strowger.api.sip.NameAddr;

/**
 * The dialler: makes calls for programs, each a call of the exchange like any other, and tells what becomes of them. Its calls outlive it:
 * each is left with what is known of it, and the next version goes on.
 */
@Component(
        service = {Dialer.class, Callin.class, Callout.class, Application.class, Audited.class},
        // else it would leave its calls whenever nobody holds the service, as while the engine is replaced
        immediate = true,
        property = {Callin.ROLE + "=" + Outbound.NAME, "service.ranking:Integer=300"})
public final class Outbound implements Dialer, Callin, Callout, Application, Audited, Dial.Desk {
    static final String NAME = "outbound";

    private static final Logger log = LoggerFactory.getLogger(Outbound.class);
    private static final long LEAVE_MILLIS = 1_000;

    // every call of the exchange is asked about
    private static final Optional<String> OURS = Optional.of(NAME);
    private static final Claim NO_CALLER = new Claim.NotMine("the dialler does not make this call");
    private static final Reach NO_TARGET = new Reach.NotMine("not a call of the dialler's with a target of its own");

    private final OutboundSettings settings;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final ExecutorService names;
    private final Placement placement;
    private final SecureRandom random = new SecureRandom();
    private final Dials dials = new Dials();
    private final Audience audience = new Audience();
    private final Hook hook;
    private final Pacer<Dial> pacer;
    private volatile boolean leaving;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PreAck preAck;

    /** Fetched when it is needed, as by the echo test: when it starts it fetches us. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile ComponentServiceObjects<Switchboard> switchboards;

    @Activate
    public Outbound(@Reference OutboundSettings settings) {
        this(settings, Clock.systemUTC(), System::nanoTime, Threads.timer(), Threads.names());
    }

    /**
     * @param timer becomes the dialler's own
     * @param names runs what may wait for a name server
     */
    Outbound(
            OutboundSettings settings,
            Clock clock,
            LongSupplier nanos,
            ScheduledExecutorService timer,
            ExecutorService names) {
        this.settings = settings;
        this.clock = clock;
        this.timer = timer;
        this.names = names;
        this.hook = new Hook(timer);
        this.placement = new Placement(settings::get, clock, timer, names, this::originate);
        this.pacer = new Pacer<>(settings::get, nanos, timer, dial -> timer.execute(() -> begin(dial)));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(DialListener listener) {
        audience.add(listener);
    }

    void unbindListener(DialListener listener) {
        audience.remove(listener);
    }

    /** Leaves every call, each on its own executor; what has not begun comes to nothing. */
    @Deactivate
    void deactivate() throws InterruptedException {
        leaving = true;
        pacer.stop();
        dials.all().forEach(dial -> dial.fail(DialEvent.Reason.STOPPED, 503, "the dialler stopped"));
        List<Dial> begun = dials.legs();
        CountDownLatch busy = new CountDownLatch(begun.size());
        for (Dial dial : begun) {
            dial.leg().ifPresentOrElse(leg -> leave(dial, leg, busy::countDown), busy::countDown);
        }
        if (!busy.await(LEAVE_MILLIS, TimeUnit.MILLISECONDS)) {
            log.warn("{} calls are busy, and will be left when they are not", busy.getCount());
        }
        hook.close();
        timer.shutdownNow();
        names.shutdownNow();
        audience.close(LEAVE_MILLIS);
    }

    private static void leave(Dial dial, Leg leg, Runnable done) {
        leg.execute(() -> {
            dial.leave();
            done.run();
        });
    }

    // ---- the dialler

    @Override
    public DialOutcome dial(DialRequest request) {
        String callId = request.callId().isEmpty() ? callId() : request.callId();
        Optional<String> refusal = Order.refusal(request);
        Settings now = settings.get();
        if (refusal.isPresent()) {
            return DialOutcome.refused(callId, refusal.get());
        }
        if (leaving || dials.size() >= now.most()) {
            return DialOutcome.refused(
                    callId, leaving ? "the dialler is being replaced" : "there are " + now.most() + " calls already");
        }
        String from = Order.caller(request, now).uri().number();
        Dial dial = new Dial(this, request, callId, from, describe(request, now));
        if (!dials.add(callId, dial)) {
            return DialOutcome.refused(callId, "there is a call of this Call-ID already");
        }
        if (request.scenario() != Scenario.CAMPAIGN) {
            begin(dial);
        } else if (!pacer.add(dial)) {
            dials.remove(callId, dial, false);
            return DialOutcome.refused(callId, now.queue() + " calls wait for their turn already");
        }
        return DialOutcome.done(callId);
    }

    private String callId() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private Description describe(DialRequest request, Settings now) {
        if (!request.sdp().isEmpty()) {
            return new Description(request.sdp(), Keys.NONE);
        }
        List<Codec> codecs = request.codecs().isEmpty() ? now.codecs() : request.codecs();
        return Description.of(
                now.rtpHost(),
                request.rtpPort() == 0 ? now.rtpPort() : request.rtpPort(),
                codecs,
                request.offerSrtp() ? Keys.make(random::nextBytes) : Keys.NONE,
                random.nextLong() >>> 2);
    }

    private void begin(Dial dial) {
        placement.place(dial, () -> {
            if (leaving) {
                // it may have come too late to be among those that deactivate has seen
                dial.leg().ifPresent(leg -> leave(dial, leg, () -> {}));
            }
        });
    }

    private Leg originate(Origination origination) {
        ComponentServiceObjects<Switchboard> present = switchboards;
        Switchboard switchboard = present == null ? null : present.getService();
        if (switchboard == null) {
            throw new IllegalStateException("the switchboard is not here");
        }
        try {
            return switchboard.originate(origination);
        } finally {
            present.ungetService(switchboard);
        }
    }

    private DialOutcome on(String callId, Function<Dial, DialOutcome> what) {
        return dials.find(callId).map(what).orElseGet(() -> DialOutcome.refused(callId, "there is no such call"));
    }

    @Override
    public DialOutcome cancel(String callId) {
        return dials.wasTakenBack(callId) && dials.find(callId).isEmpty()
                ? DialOutcome.done(callId)
                : on(callId, Dial::cancel);
    }

    @Override
    public DialOutcome bye(String callId) {
        return on(callId, Dial::bye);
    }

    @Override
    public DialOutcome hangup(String callId) {
        DialOutcome ended = bye(callId);
        return ended.done() ? ended : cancel(callId);
    }

    @Override
    public boolean drop(String callId) {
        return cleanup(callId, "");
    }

    @Override
    public boolean cleanup(String callId, String reasonClass) {
        Optional<Dial> found = dials.find(callId);
        found.ifPresent(dial -> dial.forget(HangupReason.of(reasonClass)));
        return found.isPresent();
    }

    @Override
    public boolean established(String callId) {
        return dials.find(callId)
                .filter(dial -> dial.state() == DialState.ESTABLISHED)
                .isPresent();
    }

    @Override
    public List<DialInfo> dials() {
        return dials.all().stream()
                .map(Dial::info)
                .sorted(Comparator.comparing(DialInfo::since).thenComparing(DialInfo::callId))
                .toList();
    }

    // ---- the role

    /** Who is calling? Whoever the program says: the dialler answers for it. */
    @Override
    public Claim claim(Offer offer) {
        if (!offer.origin().equals(OURS)) {
            return NO_CALLER;
        }
        NameAddr from = offer.request().from();
        return new Claim.Known(new Caller(from.uri().number(), from.displayName(), NAME));
    }

    /** How is this reached? Where the program said, if it did; the call itself has it, whichever version made it. */
    @Override
    public Reach reach(Outgoing outgoing) {
        if (!(outgoing.request() instanceof LocalRequest local)) {
            return NO_TARGET;
        }
        return local.origination()
                .filter(one -> one.role().equals(NAME) && one.target().isPresent())
                .<Reach>map(one -> new Reach.Targets(List.of(Order.routed(one, outgoing))))
                .orElse(NO_TARGET);
    }

    /** Never asked: nobody calls the dialler. */
    @Override
    public void invited(Leg leg, Offer offer) {
        leg.hangup(Cause.of(Cause.By.FAULT, 500));
    }

    @Override
    public void resumed(Leg leg) {
        Dial dial = new Dial(this, DialMemory.of(leg), leg);
        dials.begun(dial);
        if (dial.state() != DialState.OVER) {
            dials.add(dial.callId(), dial);
            if (dial.request().scenario() == Scenario.CAMPAIGN) {
                pacer.joins(dial);
            }
        }
        dial.goOn();
        if (leaving) {
            dial.leave();
        }
    }

    // ---- what an attempt tells

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void begun(Dial dial) {
        dials.begun(dial);
    }

    @Override
    public void event(DialEvent event) {
        audience.tell(listener -> listener.event(event));
    }

    @Override
    public void established(EstablishedLeg leg) {
        audience.tell(listener -> listener.established(leg));
    }

    @Override
    public boolean adopts(Dial dial, String before, String after) {
        if (!settings.get().quirks().adoptsCallId() || !dials.add(after, dial)) {
            return false;
        }
        dials.remove(before, dial, false);
        audience.tell(listener -> listener.adopted(before, after, dial.request().correlationId()));
        return true;
    }

    @Override
    public void judge(EstablishedLeg leg, Consumer<Optional<String>> said) {
        PreAck present = preAck;
        if (present == null) {
            said.accept(Optional.empty());
        } else {
            hook.ask(present, leg, settings.get().hook(), said);
        }
    }

    @Override
    public void removed(Dial dial, HangupReason reason, boolean cancelled) {
        dials.remove(dial.callId(), dial, cancelled);
        pacer.over(dial);
        audience.tell(listener -> listener.removed(dial.callId(), reason));
    }

    @Override
    public void gone(Dial dial) {
        dials.gone(dial);
    }

    // ---- audit

    @Override
    public String subject() {
        return NAME;
    }

    @Override
    public List<Table> tables() {
        int most = settings.get().most();
        Set<String> calls = dials.calls();
        return List.of(
                new Table("calls dialled", calls.size(), most, true, calls),
                new Table("attempts", dials.size(), most, false, Set.of()),
                new Table("calls that wait", pacer.waiting(), settings.get().queue(), false, Set.of()),
                new Table("campaign calls", pacer.up(), settings.get().concurrent(), false, Set.of()),
                new Table("events unheard", audience.waiting(), Audience.ROOM, false, Set.of()));
    }
}
