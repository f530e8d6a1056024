// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Target;
import org.strowger.api.route.Destination;
import org.strowger.api.route.Route;
import org.strowger.api.route.RouteQuery;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Status;
import org.strowger.api.sip.Transport;
import org.strowger.engine.SimulatedEngine;
import org.strowger.sip.Machine;
import org.strowger.sip.SimulatedEndpoint;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

/**
 * Some hundred random calls by random phones through one exchange, all from one seed: whatever happens, happens again in the same way
 * when the seed is the same. One thread, one clock that stands still while anything is done.
 */
final class World implements Machine {
    private static final Duration SESSION = Duration.ofSeconds(1_800);
    private static final long QUIET = 2 * Phone.GIVE_UP + 10_000;

    private final long seed;
    private final Random chance;
    private final StillClock clock = new StillClock();
    private final ManualScheduler timer = new ManualScheduler(clock);
    private final Network network;
    private final Log log;
    private final Rules rules;
    private final Map<String, Phone> phones = new HashMap<>();
    private final List<org.strowger.simulation.Caller> callers = new ArrayList<>();
    private final Map<String, List<? extends Phone>> callees = new HashMap<>();
    private final Map<String, Integer> destinations = new HashMap<>();
    private final Set<Set<Integer>> links = new LinkedHashSet<>();
    private final int port;
    private final SimulatedEndpoint endpoint;
    private SimulatedEngine engine;

    World(long seed, Network.Quality quality, int port) {
        this.seed = seed;
        this.port = port;
        this.chance = new Random(seed);
        this.network = new Network(quality, chance);
        this.rules = new Rules();
        this.log = new Log(rules);
        try {
            endpoint = new SimulatedEndpoint(this, port);
        } catch (IOException noStack) {
            throw new UncheckedIOException(noStack);
        }
        newEngine();
    }

    // ---- what the exchange stands on

    @Override
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Threads that are free at once, or a moment later. */
    @Override
    public Executor pool() {
        return task -> timer.schedule(() -> log.listening(task), chance.nextInt(3), TimeUnit.MILLISECONDS);
    }

    @Override
    public LongSupplier nanos() {
        return () -> ChronoUnit.NANOS.between(StillClock.START, clock.instant());
    }

    @Override
    public void fault(Throwable fault) {
        rules.violated(-1, "a fault: " + fault);
    }

    @Override
    public void sent(byte[] datagram, InetSocketAddress to) {
        String text = new String(datagram, StandardCharsets.UTF_8);
        Phone phone = phones.get(to.getAddress().getHostAddress());
        if (phone == null) {
            rules.violated(-1, "sent to nobody at " + to + ": " + text);
            return;
        }
        rules.sent(phone.call, phone.host(), Message.parse(text));
        carry(phone.call, "-> " + phone.host(), text, () -> phone.receive(text));
    }

    void toExchange(Phone phone, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        InetSocketAddress from = new InetSocketAddress(address(phone.host()), 5060);
        carry(phone.call, "<- " + phone.host(), text, () -> {
            rules.received(phone.host(), Message.parse(text));
            log.listening(() -> endpoint.deliver(bytes, from));
        });
    }

    private void carry(int call, String way, String text, Runnable arrive) {
        Message message = Message.parse(text);
        String what = way + " " + message.first() + " (" + message.header("CSeq") + ")";
        long[] arrivals = network.fate(what + message.branch());
        note(call, what + (arrivals.length == 0 ? " is lost" : arrivals.length == 2 ? " comes twice" : ""));
        for (long millis : arrivals) {
            timer.schedule(
                    () -> {
                        note(call, "   arrives " + what);
                        arrive.run();
                    },
                    millis,
                    TimeUnit.MILLISECONDS);
        }
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException numeric) {
            throw new IllegalArgumentException(numeric);
        }
    }

    // ---- what phones know of

    String exchange() {
        return "127.0.0.1:" + port;
    }

    /** A number that may be dialled, or one that nobody has. */
    String somebody(Random random) {
        return "9" + random.nextInt(destinations.size() + 5);
    }

    void after(long millis, Runnable deed) {
        timer.schedule(deed, millis, TimeUnit.MILLISECONDS);
    }

    void note(int call, String what) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos().getAsLong());
        rules.note(call, millis, what.replace(exchange(), "exchange"));
    }

    /** Whether a phone that this call, or one that it was transferred to or from, may have reached has fallen silent. */
    boolean someoneIsSilent(int call) {
        Set<Integer> reached = new HashSet<>(Set.of(call));
        boolean more = true;
        while (more) {
            more = links.stream().anyMatch(link -> link.stream().anyMatch(reached::contains) && reached.addAll(link));
        }
        return phones.values().stream().anyMatch(phone -> reached.contains(phone.call) && phone.silent());
    }

    /** A call is transferred to a number. */
    void transferred(int call, String number) {
        links.add(new HashSet<>(List.of(call, Integer.valueOf(number.substring(1)))));
    }

    void violated(int call, String what) {
        note(call, "VIOLATED: " + what);
        rules.violated(call, what);
    }

    // ---- the roles

    private void newEngine() {
        engine = new SimulatedEngine(Map.of("media", "direct", "ring", 20, "no.18x", 12), clock, timer);
        engine.bind(
                offer -> offer.request().uri().number().hashCode() % 50 == 0
                        ? new Claim.Refuse(SipReply.of(403), "the simulation says so")
                        : new Claim.Known(new Caller("1001", "", "everybody")),
                (query, trace) -> route(query),
                this::reach,
                endpoint);
        endpoint.arrived(engine.switchboard());
    }

    private Route route(RouteQuery query) {
        List<Destination> all = new ArrayList<>();
        if (!destinations.containsKey(query.to())) {
            return new Route.Refuse(Status.of(404), "simulated");
        }
        for (int i = 0; i < destinations.get(query.to()); i++) {
            all.add(new Destination(query.to() + "-" + i, "1001", Optional.empty()));
        }
        return new Route.To(all, "simulated");
    }

    private Reach reach(Outgoing outgoing) {
        return new Reach.Targets(callees.get(outgoing.destination().number()).stream()
                .map(World::target)
                .toList());
    }

    private static Target target(Phone callee) {
        SipUri uri = SipUri.parse(callee.contact());
        return new Target(
                uri,
                NameAddr.of(SipUri.ours("1001")),
                NameAddr.of(uri),
                Optional.of(new Flow(Transport.UDP, callee.host(), 5060, "udp")),
                List.of(),
                List.of());
    }

    /** The engine goes, and another comes a moment later. */
    void replaceEngine() {
        note(-1, "the engine is replaced");
        log.listening(() -> {
            endpoint.left(engine.switchboard());
            engine.layDown();
        });
        after(200 + chance.nextInt(1_200), () -> log.listening(this::newEngine));
    }

    // ---- the run

    void advance(Duration time) {
        timer.advance(time);
    }

    /** How much is in a table of the SIP bundle. */
    int table(String name) {
        return endpoint.tables().get(name);
    }

    /** How many calls are up. */
    int calls() {
        return engine.tables().get("calls");
    }

    /** What is left or was violated, once all is quiet. */
    List<String> atTheEnd() {
        timer.advance(Duration.ofMillis(QUIET));
        judge();
        return rules.violations();
    }

    /** @return what was violated, and nothing where all went well */
    List<String> run(int calls) {
        long last = 0;
        for (int i = 0; i < calls; i++) {
            last += chance.nextInt(300);
            arrange(i, last);
        }
        for (long at = 5_000; at < last + 60_000; at += 4_000 + chance.nextInt(30_000)) {
            after(at, this::replaceEngine);
        }
        // where both phones have fallen silent the session timers end it
        timer.advance(Duration.ofMillis(last + 100_000).plus(SESSION));
        return atTheEnd();
    }

    private void arrange(int call, long at) {
        Random own = new Random(seed * 1_000_003 + call);
        String number = "9" + call;
        int serial = own.nextInt(4) == 0 ? 2 : 1;
        destinations.put(number, serial);
        int index = 0;
        for (int i = 0; i < serial; i++) {
            List<Callee> here = new ArrayList<>();
            for (int parallel = own.nextInt(4) == 0 ? 2 + own.nextInt(2) : 1; parallel > 0; parallel--) {
                here.add(known(new Callee(this, call, host(call, ++index), own)));
            }
            callees.put(number + "-" + i, here);
        }
        org.strowger.simulation.Caller caller =
                known(new org.strowger.simulation.Caller(this, call, host(call, 0), number, own));
        callers.add(caller);
        after(at, caller::call);
    }

    private static String host(int call, int index) {
        return "10." + call / 250 + "." + call % 250 + "." + (index + 1);
    }

    /** A phone joins that the test has in hand; where it has a number, it is called there. */
    <P extends Phone> P join(P phone, String number) {
        if (!number.isEmpty()) {
            destinations.put(number, 1);
            callees.put(number + "-0", List.of(phone));
        }
        return known(phone);
    }

    private <P extends Phone> P known(P phone) {
        phones.put(phone.host(), phone);
        return phone;
    }

    private void judge() {
        callers.stream()
                .filter(caller -> !caller.done())
                .forEach(caller -> violated(caller.call, "the caller never heard a final answer"));
        for (Phone phone : phones.values()) {
            if (!phone.silent() && phone.talks().stream().anyMatch(talk -> !talk.over())) {
                violated(phone.call, phone.host() + " is left alone in its call");
            }
        }
        rules.judgeRecords();
        endpoint.tables().forEach(this::empty);
        engine.tables().forEach(this::empty);
        empty("timers", timer.waiting());
    }

    private void empty(String table, int size) {
        if (size > 0) {
            rules.violated(-1, size + " left in the table of " + table);
        }
    }

    long seed() {
        return seed;
    }

    /** What of it happened in which order, in one number. */
    int fingerprint() {
        return rules.fingerprint();
    }

    /** What the exchange has sent: methods and statuses. */
    Set<String> sentKinds() {
        return rules.sentKinds();
    }

    long events() {
        return rules.events();
    }

    /** What happened in a call, a line each. */
    List<String> story(int call) {
        return rules.story(call);
    }

    void stop() {
        endpoint.stop();
    }
}
