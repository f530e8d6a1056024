// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Numbers;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.digest.DigestAuthenticator;
import org.strowger.api.sip.RequestService;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipRequest;

/** The role of the phones that register here: the face it shows to the exchange. */
@Component(
        service = {Registrar.class, Callin.class, Callout.class, Numbers.class, RequestService.class, Audited.class},
        configurationPid = Registrar.PID,
        immediate = true,
        property = {Callin.ROLE + "=" + Registrar.ROLE, RequestService.METHOD + "=REGISTER", "service.ranking:Integer=0"
        })
@Designate(ocd = Registrar.Config.class)
public final class Registrar implements Callin, Callout, Numbers, RequestService, Audited {
    static final String PID = "org.strowger.registrar";
    static final String ROLE = "registrar";

    /** The keys of {@code etc/org.strowger.registrar.cfg}. */
    @ObjectClassDefinition(name = "Strowger Registrar", description = "The phones that register here.")
    public @interface Config {
        @AttributeDefinition(
                name = "Realm",
                description = "What passwords are valid for. After a change every account needs its password set anew."
                        + " Default: strowger.")
        String realm() default Settings.REALM;

        @AttributeDefinition(
                name = "Default expiry",
                description = "Seconds granted to a phone that asks for none; between expires.min and expires.max."
                        + " Default: 3600.")
        int expires_default() default Settings.EXPIRES_DEFAULT;

        @AttributeDefinition(
                name = "Least expiry",
                description = "The fewest seconds that a phone may ask for; fewer are refused with 423. 1 to 3600,"
                        + " default: 60.",
                min = "1",
                max = "3600")
        int expires_min() default Settings.EXPIRES_MIN;

        @AttributeDefinition(
                name = "Most expiry",
                description = "The most seconds that are granted, whatever a phone asks for. expires.min to 604800,"
                        + " default: 7200.",
                max = "604800")
        int expires_max() default Settings.EXPIRES_MAX;

        @AttributeDefinition(
                name = "Contacts per account",
                description = "How many phones one account may register; one more is refused with 403. 1 to 100,"
                        + " default: 10.",
                min = "1",
                max = "100")
        int contacts_per_account() default Settings.CONTACTS;

        @AttributeDefinition(
                name = "Self call",
                description = "What an account hears that calls its own number: 486 (busy), 482 (loop), or allow, and"
                        + " its phones ring. Default: 486.",
                options = {
                    @Option(label = "486 Busy Here", value = "486"),
                    @Option(label = "482 Loop Detected", value = "482"),
                    @Option(label = "Allow", value = "allow")
                })
        String self_call() default "486";

        @AttributeDefinition(
                name = "Sweep period",
                description = "Seconds between two sweeps that take expired bindings out of memory and database; calls"
                        + " never see one. 1 to 3600, default: 30.",
                min = "1",
                max = "3600")
        int sweep_period() default Settings.SWEEP_SECONDS;
    }

    private static final Logger log = LoggerFactory.getLogger(Registrar.class);

    private final Registry registry;
    private final InstantSource clock;
    private final ScheduledExecutorService sweeper;
    private final Registering registering;
    private final Callers callers;
    private final Called called;
    private volatile Settings settings;
    private volatile List<Problem> refused;
    private ScheduledFuture<?> sweeping;

    @Activate
    public Registrar(
            Map<String, Object> properties, @Reference Registry registry, @Reference DigestAuthenticator digests) {
        this(Values.of(properties, PID), registry, digests, Clock.systemUTC(), sweeper());
    }

    /** A bad value at the start: there is nothing older, so its default holds. */
    Registrar(
            Values values,
            Registry registry,
            DigestAuthenticator digests,
            InstantSource clock,
            ScheduledExecutorService sweeper) {
        this.settings = Settings.read(values);
        this.refused = values.problems();
        this.registry = registry;
        this.clock = clock;
        this.sweeper = sweeper;
        this.registering = new Registering(registry, digests, this::settings, clock);
        this.callers = new Callers(registry, digests, this::settings);
        this.called = new Called(registry, this::settings, clock);
        report("their defaults hold");
        reportRealm();
        sweepPeriodically();
    }

    private static ScheduledExecutorService sweeper() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "registrar-sweeper");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Takes a new configuration without a pause; a bad one leaves the last good one in force. */
    @Modified
    void modified(Map<String, Object> properties) {
        Values values = Values.of(properties, PID);
        Settings next = Settings.read(values);
        refused = values.problems();
        if (!refused.isEmpty()) {
            report("the configuration stays as it was");
            return;
        }
        settings = next;
        reportRealm();
        sweepPeriodically();
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

    @Deactivate
    void deactivate() {
        sweeper.shutdownNow();
    }

    Settings settings() {
        return settings;
    }

    @Override
    public SipReply answer(SipRequest request) {
        return registering.answer(request);
    }

    @Override
    public Claim claim(Offer offer) {
        return callers.claim(offer);
    }

    @Override
    public Reach reach(Outgoing outgoing) {
        return called.reach(outgoing);
    }

    @Override
    public Optional<String> account(String number) {
        return registry.accounts().numbered(number).map(Account::name);
    }

    @Override
    public String subject() {
        return ROLE;
    }

    @Override
    public List<Table> tables() {
        int accounts = registry.accounts().size();
        long contacts = (long) accounts * settings.contactsPerAccount();
        return List.of(
                new Table("accounts", accounts, Accounts.BOUND, false, Set.of()),
                new Table("bindings", registry.bindings().size(), contacts, false, Set.of()),
                new Table("accounts to write", registry.unwritten(), Accounts.BOUND, false, Set.of()));
    }

    /** A digest holds the realm (RFC 7616 section 3.4.2): those of another one will never be right again. */
    private void reportRealm() {
        String realm = settings.realm();
        long foreign = registry.accounts().all().stream()
                .filter(account -> !account.realm().equals(realm))
                .count();
        if (foreign > 0) {
            log.warn(
                    "The realm is '{}', but {} of {} accounts have a password for another one: they can neither register"
                            + " nor call until pbx:account-password sets a new one (pbx:accounts shows which)",
                    realm,
                    foreign,
                    registry.accounts().size());
        }
    }

    private synchronized void sweepPeriodically() {
        if (sweeping != null) {
            sweeping.cancel(false);
        }
        long period = settings.sweepPeriod().toMillis();
        sweeping = sweeper.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        registry.bindings().sweep(clock.instant());
    }
}
