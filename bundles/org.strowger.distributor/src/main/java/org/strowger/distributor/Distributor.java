// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
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
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Switchboard;
import org.strowger.api.distributor.AgentInfo;
import org.strowger.api.distributor.QueueInfo;
import org.strowger.api.distributor.WaitingInfo;
import org.strowger.api.distributor.Workforce;
import org.strowger.api.media.Audio;
import org.strowger.api.media.AudioPort;

/**
 * The agent distributor: answers the numbers of its queues and the codes of their agents, and calls agents by the dial plan. Its calls
 * outlive it: each is left with its place, and the next version goes on there.
 */
@Component(
        service = {Callin.class, Callout.class, Application.class, Audited.class, Workforce.class},
        // else it would leave its calls whenever nobody holds the service, as while the engine is replaced
        immediate = true,
        property = {Callin.ROLE + "=" + Distributor.NAME, "service.ranking:Integer=200"})
public final class Distributor implements Callin, Callout, Application, Audited, Workforce, CallerCall.Desk {
    static final String NAME = "distributor";

    private static final Logger log = LoggerFactory.getLogger(Distributor.class);
    private static final long LEAVE_MILLIS = 1_000;
    private static final long MOST = 1_000_000;

    private final Queues queues;
    private final Audio audio;
    private final JdbcLedger ledger;
    private final Office office;
    private final Overseer overseer;
    private final Set<CodeCall> codes = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;

    /** Fetched when it is needed, as by the attendant: when it starts it fetches us. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile ComponentServiceObjects<Switchboard> switchboards;

    @Activate
    public Distributor(
            @Reference Queues queues,
            @Reference Audio audio,
            @Reference(target = "(dataSourceName=strowger)") DataSource source) {
        this(queues, audio, new JdbcLedger(source, thread("ledger")), Clock.systemUTC(), thread("floor"));
    }

    /** @param timer a single thread; becomes the distributor's own, and {@code ledger} too */
    Distributor(Queues queues, Audio audio, JdbcLedger ledger, Clock clock, ScheduledExecutorService timer) {
        this.queues = queues;
        this.audio = audio;
        this.ledger = ledger;
        this.office = new Office(new Turn(queues::strategy), ledger, clock, timer);
        this.overseer = new Overseer(office);
        queues.tell(now -> office.act((floor, moment) -> floor.configure(now, moment)));
        ledger.open(kept -> {
            office.act((floor, now) -> kept.forEach(each -> {
                if (each.kind().equals(Ledger.AGENT)) {
                    floor.roster().recall(each.name(), now).restore(each.kept());
                } else {
                    floor.roster().totals(each.name()).restore(each.kept());
                }
            }));
            office.recalled();
        });
    }

    private static ScheduledExecutorService thread(String what) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "strowger-distributor-" + what);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Leaves every call, each leg on its own executor; callers first, so that they begin no more calls to agents. */
    @Deactivate
    void deactivate() throws InterruptedException {
        leaving = true;
        queues.tell(now -> {});
        Map<String, Map<String, Object>> memories = office.close();
        List<CallerCall> callers = List.copyOf(office.callers().values());
        int among = callers.size() + office.others().size();
        CountDownLatch busy = new CountDownLatch(callers.size());
        callers.forEach(call -> leave(call.leg(), () -> call.leave(memories, among), busy));
        await(busy);
        List<OtherCall> others = List.copyOf(office.others().values());
        List<CodeCall> dialled = List.copyOf(codes);
        CountDownLatch rest = new CountDownLatch(others.size() + dialled.size());
        others.forEach(other -> leave(other.leg(), () -> leave(other, memories, among), rest));
        dialled.forEach(code -> leave(code.leg(), code::leave, rest));
        await(rest);
        ledger.close();
    }

    private static void leave(OtherCall other, Map<String, Map<String, Object>> memories, int among) {
        Map<String, Object> ring = memories.get(other.id());
        other.leave(ring == null ? Map.of("among", among) : Map.of("ringing", ring, "among", among));
    }

    private static void leave(Leg leg, Runnable how, CountDownLatch busy) {
        leg.execute(() -> {
            how.run();
            busy.countDown();
        });
    }

    private static void await(CountDownLatch busy) throws InterruptedException {
        if (!busy.await(LEAVE_MILLIS, TimeUnit.MILLISECONDS)) {
            log.warn("{} legs are busy, and will be left when they are not", busy.getCount());
        }
    }

    /** A call that the distributor makes is its own: the caller's number stays. */
    @Override
    public Claim claim(Offer offer) {
        return offer.origin().equals(Optional.of(NAME))
                ? new Claim.Known(new Caller(
                        offer.request().from().uri().number(),
                        offer.request().from().displayName(),
                        NAME))
                : new Claim.NotMine("the distributor does not make this call");
    }

    @Override
    public Reach reach(Outgoing outgoing) {
        String number = outgoing.destination().number();
        Caller caller = outgoing.caller();
        Optional<Queue> queue = queues.answering(number);
        if (queue.isPresent()) {
            return here((leg, offer) -> invited(leg, offer, queue.get(), caller));
        }
        return Code.find(queues.inForce().values(), number, outgoing.callerRole())
                .map(code -> here((leg, offer) -> dialled(leg, offer, code, caller)))
                .orElseGet(() -> new Reach.NotMine("no queue of the distributor answers it"));
    }

    private static Reach here(BiConsumer<Leg, Offer> taken) {
        return new Reach.Here(new Application() {
            @Override
            public void invited(Leg leg, Offer offer) {
                taken.accept(leg, offer);
            }
        });
    }

    /** Never asked: each call has an application of its own, that knows its queue. */
    @Override
    public void invited(Leg leg, Offer offer) {
        leg.hangup(Cause.of(Cause.By.FAULT, 500));
    }

    private void invited(Leg leg, Offer offer, Queue queue, Caller caller) {
        CallerCall call = new CallerCall(
                leg,
                this,
                queue,
                caller.number(),
                caller.displayName(),
                offer.request().body());
        office.callers().put(leg.callId(), call);
        call.begin();
        if (leaving) {
            call.leave(Map.of(), 0);
        }
    }

    private void dialled(Leg leg, Offer offer, Code code, Caller caller) {
        CodeCall call = new CodeCall(
                leg,
                code,
                caller.number(),
                overseer,
                heard -> audio.port(leg.callId(), Map.of(), leg::execute, heard),
                codes::remove);
        codes.add(call);
        call.answer(offer.request().body());
        if (leaving) {
            call.leave();
        }
    }

    @Override
    public void resumed(Leg leg) {
        if (CodeCall.liesOn(leg)) {
            audio.port(leg.callId(), LegTalk.part(leg.memory(), "port"), leg::execute, event -> {})
                    .close();
            leg.hangup(Cause.of(Cause.By.US, 200));
            return;
        }
        int among = (Integer) leg.memory().getOrDefault("among", 0);
        if (OtherCall.liesOn(leg)) {
            resumedOther(leg);
        } else {
            CallerCall call = new CallerCall(leg, this, queues.inForce());
            office.callers().put(leg.callId(), call);
            call.goOn();
            office.other(leg.callId() + "/onward").ifPresent(other -> call.reunite());
        }
        office.cameBack(among);
    }

    private void resumedOther(Leg leg) {
        OtherCall other = new OtherCall(
                leg, listener -> audio.port(leg.callId(), OtherCall.portMemory(leg), leg::execute, listener), office);
        office.others().put(other.id(), other);
        Map<?, ?> ringing = (Map<?, ?>) leg.memory().get("ringing");
        if (ringing != null) {
            boolean answered = other.answered();
            office.act((floor, now) -> floor.restore(ringing, answered, now));
        } else if (CallerCall.isOnward(other.id())) {
            CallerCall caller = office.callers().get(other.of());
            if (caller != null) {
                caller.leg().execute(caller::reunite);
            }
        } else {
            other.hangup(Cause.of(Cause.By.US, 487));
        }
        other.goOn();
    }

    @Override
    public AudioPort port(Leg leg, Map<String, Object> memory, CallerCall call) {
        return audio.port(leg.callId(), memory, leg::execute, call::heard);
    }

    @Override
    public Office office() {
        return office;
    }

    @Override
    public Queue latest(Queue known) {
        return queues.inForce().getOrDefault(known.name(), known);
    }

    @Override
    public void dial(Origination origination, String id, CallerCall by) {
        ComponentServiceObjects<Switchboard> present = switchboards;
        Switchboard switchboard = present == null ? null : present.getService();
        if (switchboard == null) {
            throw new IllegalStateException("the switchboard is not here");
        }
        try {
            Leg leg = switchboard.originate(origination);
            OtherCall other = new OtherCall(
                    leg,
                    id,
                    by.leg().callId(),
                    listener -> by.port().beside(leg.callId(), leg::execute, listener),
                    office);
            office.others().put(id, other);
            leg.execute(other::start);
        } finally {
            present.ungetService(switchboard);
        }
    }

    @Override
    public void gone(CallerCall call) {
        office.callers().remove(call.leg().callId(), call);
    }

    @Override
    public List<QueueInfo> queues() {
        return overseer.queues();
    }

    @Override
    public List<AgentInfo> agents() {
        return overseer.agents();
    }

    @Override
    public List<WaitingInfo> waiting() {
        return overseer.waiting();
    }

    @Override
    public List<String> logIn(String agent, Optional<String> queue) {
        return overseer.logIn(agent, queue);
    }

    @Override
    public List<String> logOut(String agent, Optional<String> queue) {
        return overseer.logOut(agent, queue);
    }

    @Override
    public void pause(String agent, String reason) {
        overseer.pause(agent, reason);
    }

    @Override
    public void resume(String agent) {
        overseer.resume(agent);
    }

    @Override
    public String subject() {
        return NAME;
    }

    @Override
    public List<Table> tables() {
        Set<String> callers = office.callerIds();
        Set<String> others = office.others().values().stream()
                .map(each -> each.leg().callId())
                .collect(Collectors.toSet());
        Set<String> dialled = codes.stream().map(each -> each.leg().callId()).collect(Collectors.toSet());
        Set<String> waiting = overseer.ids();
        return List.of(
                new Table("callers", callers.size(), MOST, true, callers),
                new Table("places", waiting.size(), MOST, true, waiting),
                new Table("calls onward", others.size(), MOST, true, others),
                new Table("codes dialled", dialled.size(), MOST, true, dialled));
    }
}
