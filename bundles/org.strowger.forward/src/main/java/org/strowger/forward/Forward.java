// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.call.Application;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Numbers;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.media.Audio;
import org.strowger.api.sip.SipReply;

/**
 * The role that says where calls go that their number does not take. It is asked before those that know the number, and lays out what is
 * tried and when; it also answers whoever dials a code. Any thread.
 */
@Component(
        service = {Forward.class, Callout.class, Application.class, Audited.class},
        configurationPid = Forward.PID,
        // else it would leave its calls whenever nobody holds the service, as while the engine is replaced
        immediate = true,
        property = {Callout.ROLE + "=" + Forward.NAME, "service.ranking:Integer=1000"})
@Designate(ocd = ForwardConfig.class)
public final class Forward implements Callout, Application, Audited, CodeCall.Desk {
    static final String PID = "org.strowger.forward";
    static final String NAME = "forward";

    private static final Logger log = LoggerFactory.getLogger(Forward.class);
    private static final long LEAVE_MILLIS = 1_000;
    private static final long MOST = 100_000;
    private static final Pattern COUNTER =
            Pattern.compile(";\\s*counter\\s*=\\s*\"?([0-9]{1,2})", Pattern.CASE_INSENSITIVE);

    private final Profiles profiles;
    private final Audio audio;
    private final Set<CodeCall> calls = ConcurrentHashMap.newKeySet();
    private volatile Settings settings;
    private volatile List<Problem> refused;
    private volatile boolean leaving;

    /** Absent where no role has accounts with several numbers. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Numbers numbers;

    @Activate
    public Forward(Map<String, Object> properties, @Reference Profiles profiles, @Reference Audio audio) {
        this(Values.of(properties, PID), profiles, audio);
    }

    /** A bad value at the start: there is nothing older, so its default holds. */
    Forward(Values values, Profiles profiles, Audio audio) {
        this.profiles = profiles;
        this.audio = audio;
        this.settings = Settings.read(values);
        this.refused = values.problems();
        report("their defaults hold");
    }

    /** Holds from the next call on; a bad configuration leaves the last good one in force. */
    @Modified
    void modified(Map<String, Object> properties) {
        Values values = Values.of(properties, PID);
        Settings next = Settings.read(values);
        refused = values.problems();
        if (refused.isEmpty()) {
            settings = next;
        } else {
            report("the configuration stays as it was");
        }
    }

    private void report(String consequence) {
        if (!refused.isEmpty()) {
            refused.forEach(wrong -> log.error("{}", wrong));
            log.error("{}: {}", PID, consequence);
        }
    }

    /** What is wrong with the present configuration. */
    List<Problem> refused() {
        return refused;
    }

    /** Leaves every call, each leg on its own executor. */
    @Deactivate
    void deactivate() throws InterruptedException {
        leaving = true;
        List<CodeCall> served = List.copyOf(calls);
        CountDownLatch busy = new CountDownLatch(served.size());
        served.forEach(call -> call.leg().execute(() -> {
            call.leave();
            busy.countDown();
        }));
        if (!busy.await(LEAVE_MILLIS, TimeUnit.MILLISECONDS)) {
            log.warn("{} legs are busy, and will be left when they are not", busy.getCount());
        }
    }

    @Override
    public Reach reach(Outgoing outgoing) {
        Settings now = settings;
        String number = outgoing.destination().number();
        List<String> diversions = outgoing.request().headers("Diversion");
        // a diversion to a code would have it done to whoever happens to call
        Optional<Codes.Dialled> code = diversions.isEmpty() && now.callers().contains(outgoing.callerRole())
                ? now.codes().in(number)
                : Optional.empty();
        if (code.isPresent()) {
            return dialled(outgoing.caller().account(), code.get());
        }
        return Plan.of(profile(number), now, diverted(diversions));
    }

    /** What is said of the number itself, or else of the account that it is an alias of. */
    private Profile profile(String number) {
        Profile own = profiles.of(number);
        Numbers owners = numbers;
        return own.isPlain() && owners != null
                ? owners.account(number).map(profiles::of).orElse(own)
                : own;
    }

    private Reach dialled(String account, Codes.Dialled dialled) {
        CodeCall.Order order = new CodeCall.Order(account, dialled.code(), dialled.number());
        if (dialled.code().takesNumber() && dialled.number().isEmpty()) {
            return new Reach.Unavailable(SipReply.of(484), "the number to divert to is missing");
        }
        return new Reach.Here(new Application() {
            @Override
            public void invited(Leg leg, Offer offer) {
                serve(leg, order, call -> call.answer(offer.request().body()));
            }
        });
    }

    /** How often a call has been diverted, by us and by others (RFC 5806 section 4.3). */
    static int diverted(List<String> headers) {
        int times = 0;
        for (String header : headers) {
            Matcher counter = COUNTER.matcher(header);
            times += counter.find() ? Math.max(1, Integer.parseInt(counter.group(1))) : 1;
        }
        return times;
    }

    /** Never asked: each call has an application of its own, that knows what was dialled. */
    @Override
    public void invited(Leg leg, Offer offer) {
        leg.hangup(Cause.of(Cause.By.FAULT, 500));
    }

    @Override
    public void resumed(Leg leg) {
        serve(leg, CodeCall.order(leg), CodeCall::goOn);
    }

    private void serve(Leg leg, CodeCall.Order order, Consumer<CodeCall> beginning) {
        CodeCall call = new CodeCall(
                leg, order, this, before -> heard -> audio.port(leg.callId(), before, leg::execute, heard));
        calls.add(call);
        beginning.accept(call);
        if (leaving) {
            call.leave();
        }
    }

    @Override
    public String language() {
        return settings.language();
    }

    @Override
    public void carryOut(CodeCall.Order order, Consumer<Optional<Throwable>> done) {
        profiles.changeLater(order.account(), order::on)
                .whenComplete((profile, wrong) -> done.accept(Optional.ofNullable(wrong)));
    }

    @Override
    public void gone(CodeCall call) {
        calls.remove(call);
    }

    @Override
    public String subject() {
        return NAME;
    }

    @Override
    public List<Table> tables() {
        Set<String> served = calls.stream().map(call -> call.leg().callId()).collect(Collectors.toSet());
        return List.of(
                new Table("settings", profiles.size(), Profiles.BOUND, false, Set.of()),
                new Table("codes dialled", calls.size(), MOST, true, served));
    }
}
