// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Everything but SIP itself is replaced while calls are up and new ones begin, and nobody on the phone notices. In every build what each
 * call needs is replaced once, and some of the rest; {@code distribution/replace/run} goes on for as long as it is told to, in an order that a seed
 * decides.
 */
final class ReplaceIT {
    private static final Duration TO_REPLACE = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(90);

    /** How many milliseconds an ear may hear nothing, of packets that come every 20 ms. */
    private static final double GAP = 60;

    /** How many packets in a row may be lost: a processor that is busy makes them late, and loses none. */
    private static final int LOST = 2;

    /** Packets that may still be on their way when a measurement ends. */
    private static final int ON_THE_WAY = 10;

    private static final int TALKS = Integer.getInteger("replace.talks", 100);
    private static final int ECHOES = 10;
    private static final int NEW_CALLS_A_SECOND = 5;
    private static final int MINUTES = Integer.getInteger("replace.minutes", 0);
    private static final long SEED = Long.getLong("replace.seed", 1);

    private static final String MEDIA = "org.strowger.media";
    private static final String ECHO = "org.strowger.echo";
    private static final String ENGINE = "org.strowger.engine";
    /** Each is replaced in every build. */
    private static final List<String> SPINE = List.of(
            "org.strowger.registrar",
            "org.strowger.router",
            "org.strowger.trunk",
            "org.strowger.sipchannel",
            ECHO,
            ENGINE,
            MEDIA);

    /** Some of these are in a build, all in the long form. */
    private static final List<String> OTHERS = List.of(
            "org.strowger.attendant",
            "org.strowger.console",
            "org.strowger.distributor",
            "org.strowger.forward",
            "org.strowger.metrics",
            "org.strowger.outbound",
            "org.strowger.pickup",
            "org.strowger.records",
            "org.strowger.resolver",
            "org.strowger.ringgroup",
            "org.strowger.tracer");

    private static final List<String> BUNDLES =
            Stream.concat(SPINE.stream(), OTHERS.stream()).toList();

    /** Its registrar is not there: it tries, and waits, and tries again. */
    private static final String LINE = "org.strowger.sipchannel-upstream.cfg";

    /** A change of a file in {@code etc/} that no call may notice. */
    private record Setting(String file, String line) {}

    private static final List<Setting> SETTINGS = List.of(
            new Setting("org.strowger.router.cfg", "route.990 = * 7999 = !404"),
            new Setting("org.strowger.registrar.cfg", "expires.max = 7000"),
            new Setting("org.strowger.engine.cfg", "no.18x = 30"),
            new Setting("org.strowger.trunk-carrier.cfg", "domain = example.org"),
            new Setting(LINE, "description = by night"));

    /** Replaces something. */
    private interface Step {
        void take() throws IOException;
    }

    /** What is replaced, and how. */
    private record Named(String what, String how, Step step) {
        @Override
        public String toString() {
            return what + " " + how;
        }
    }

    private int versions;

    @Test
    @DisplayName(
            "registrar, router, lines, trunks, applications, engine, media and their settings are replaced under load: no call is dropped, "
                    + "none fails, no ear hears a gap, nothing is left behind")
    void nobodyNotices() throws IOException {
        Path results = Path.of("target/wire/ReplaceIT/nobodyNotices").toAbsolutePath();
        try (Exchange exchange = Exchange.start("exchange-replaced", ReplaceIT::line);
                Lab lab = new Lab(exchange, results)) {
            Audio audio = lab.closeLater(Audio.start());
            Talkers talkers = new Talkers(audio, lab.udpPhone(), lab.trunkPhone("north"));
            List<Talk> talks = new ArrayList<>();
            Account caller = exchange.account();
            Account called = exchange.account();
            bind(talkers, called);
            for (int i = 0; i < TALKS; i++) {
                String number = i < ECHOES ? Talk.ECHO : i % 2 == 0 ? Calls.TO_CALLEE : called.number();
                talks.add(Talk.begin(talkers, caller, number));
            }
            Load load = Load.start(lab);
            audio.pass(50);
            long classLoaders = classLoaders(lab);
            assertThat(exchange.json("pbx:calls")).hasSizeGreaterThanOrEqualTo(TALKS);

            Random random = new Random(SEED);
            int measured = audio.now();
            for (Named step : MINUTES == 0 ? onceEach(exchange, lab, random) : forMinutes(exchange, lab, random)) {
                step.step().take();
                talkers.nothingWasAsked();
                int now = audio.now();
                audio.pass(ON_THE_WAY);
                assertNoGap(step, talks, measured, now);
                measured = now;
                replaceTalk(step, talks, random, talkers, caller);
            }

            load.finish();
            for (int i = 0; i < talks.size(); i++) {
                talks.get(i).holdAndResume();
                talks.get(i).hangUp(i % 2 == 0);
            }
            talkers.nothingWasAsked();
            exchange.audit();
            everyCallEndedOnceAsItShould(exchange);
            Await.until(
                    () -> "class loaders that were replaced are collected",
                    TO_REPLACE,
                    Duration.ofSeconds(2),
                    () -> classLoaders(lab) <= classLoaders + LeakIT.REMEMBERED);
        }
    }

    private static void line(Path etc) throws IOException {
        Files.writeString(
                etc.resolve(LINE), "user = 4930555\npassword = secret\ndomain = example.org\nregistrar = 127.0.0.99\n");
    }

    private static void bind(Talkers talkers, Account account) {
        RawPhone phone = talkers.called().phone();
        Phones.bind(phone, account, "sip:" + account.number() + "@" + phone.local());
    }

    static long classLoaders(Lab lab) {
        return Heap.instances(lab, "org.apache.felix.framework.BundleWiringImpl$BundleClassLoader");
    }

    private static void assertNoGap(Named step, List<Talk> talks, int first, int last) {
        boolean media = step.what().equals(MEDIA);
        boolean echo = media || step.what().equals(ECHO);
        for (Talk talk : talks) {
            if (!(talk.echo() ? echo : media)) {
                Audio.Gap gap = talk.gap(first, last);
                assertThat(gap.millis())
                        .as("milliseconds of silence in %s while %s was replaced: %s", talk, step, gap)
                        .isLessThanOrEqualTo(GAP);
                assertThat(talk.lost(first, last))
                        .as("packets lost in a row in %s while %s was replaced", talk, step)
                        .isLessThanOrEqualTo(LOST);
            }
        }
    }

    /** One call is held, resumed and hung up after what was just replaced, and another one takes its place. */
    private static void replaceTalk(Named step, List<Talk> talks, Random random, Talkers talkers, Account caller) {
        int which = step.what().equals(ECHO) ? random.nextInt(ECHOES) : random.nextInt(talks.size());
        Talk old = talks.get(which);
        old.holdAndResume();
        old.hangUp(random.nextBoolean());
        talks.set(which, Talk.begin(talkers, caller, old.number()));
    }

    /** Bundles by each way, every setting, in an order that nobody chose. */
    private List<Named> onceEach(Exchange exchange, Lab lab, Random random) {
        List<Named> steps = new ArrayList<>();
        for (String bundle : SPINE) {
            steps.add(updated(exchange, lab, bundle));
        }
        for (String bundle : pick(OTHERS, 3, random)) {
            steps.add(updated(exchange, lab, bundle));
        }
        for (String bundle : pick(BUNDLES, 2, random)) {
            steps.add(dropped(exchange, lab, bundle));
        }
        for (Setting setting : SETTINGS) {
            steps.add(changed(exchange, setting));
        }
        Collections.shuffle(steps, random);
        return steps;
    }

    private static <T> List<T> pick(List<T> all, int many, Random random) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, many);
    }

    private Iterable<Named> forMinutes(Exchange exchange, Lab lab, Random random) {
        Instant end = Instant.now().plus(Duration.ofMinutes(MINUTES));
        return () -> Stream.generate(() -> random.nextInt(BUNDLES.size() * 2 + SETTINGS.size()))
                .takeWhile(next -> Instant.now().isBefore(end))
                .map(next -> next < BUNDLES.size()
                        ? updated(exchange, lab, BUNDLES.get(next))
                        : next < BUNDLES.size() * 2
                                ? dropped(exchange, lab, BUNDLES.get(next - BUNDLES.size()))
                                : changed(exchange, SETTINGS.get(next - BUNDLES.size() * 2)))
                .iterator();
    }

    /** By the console: the running bundle is given another jar. */
    private Named updated(Exchange exchange, Lab lab, String bundle) {
        return new Named(bundle, "by bundle:update", () -> {
            String version = nextVersion();
            Path jar = later(exchange, lab, bundle, version);
            exchange.console("bundle:update " + bundle + " file:" + jar);
            awaitVersion(exchange, bundle, version);
        });
    }

    /** By {@code deploy/}: a newer one takes the place of the one that ships, a newer yet that of it, and it gives the place back. */
    private Named dropped(Exchange exchange, Lab lab, String bundle) {
        return new Named(bundle, "by deploy/", () -> {
            String file = bundle + ".jar";
            String shipped = version(exchange, bundle);
            for (int i = 0; i < 2; i++) {
                String version = nextVersion();
                BundleJar.drop(later(exchange, lab, bundle, version), exchange, file);
                awaitVersion(exchange, bundle, version);
            }
            Files.delete(exchange.home().resolve("deploy").resolve(file));
            awaitVersion(exchange, bundle, shipped);
        });
    }

    private static Named changed(Exchange exchange, Setting setting) {
        return new Named(setting.file().replaceAll("-.*|\\.cfg$", ""), "by " + setting, () -> {
            String before = exchange.configured(setting.file());
            exchange.configure(setting.file(), before + setting.line() + "\n").close();
        });
    }

    private String nextVersion() {
        return "0.2." + ++versions;
    }

    private static Path later(Exchange exchange, Lab lab, String bundle, String version) {
        return BundleJar.withVersion(shipped(exchange, bundle), lab.file(bundle + "-" + version + ".jar"), version);
    }

    static Path shipped(Exchange exchange, String bundle) {
        Path folder = exchange.home().resolve("system/org/strowger").resolve(bundle);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The version of the bundle of this name that is active: just one is. The list fails where a bundle goes while it is made. */
    private static String version(Exchange exchange, String bundle) {
        Pattern line =
                Pattern.compile("(?m)^\\s*\\d+\\s+Active\\s+\\d+\\s+(\\S+)\\s+" + Pattern.quote(bundle) + "\\s*$");
        List<String> versions = line.matcher(
                        exchange.ask("bundle:list -s -t 0 --no-format").output())
                .results()
                .map(found -> found.group(1))
                .toList();
        return versions.size() == 1 ? versions.get(0) : versions.toString();
    }

    private static void awaitVersion(Exchange exchange, String bundle, String version) {
        Await.until(
                () -> bundle + " " + version + " is the active one, not " + version(exchange, bundle),
                TO_REPLACE,
                Duration.ofMillis(200),
                () -> version(exchange, bundle).equals(version));
        exchange.awaitReady();
    }

    /** Every call that began has one line that says how it ended, and none ended by a fault of ours. */
    private static void everyCallEndedOnceAsItShould(Exchange exchange) {
        String log = exchange.log().text();
        List<String> began = calls(log, "(\\S+) begins: ");
        List<String> ended = calls(log, "(\\S+) ended: ");
        assertThat(ended).containsExactlyInAnyOrderElementsOf(began);
        assertThat(log.lines().filter(line -> line.contains(" ended: ")))
                .noneMatch(line ->
                        line.contains("by a fault") || line.contains("by a timer") || line.contains("not answered, 5"));
        assertThat(log.lines().filter(line -> line.contains(" ERROR "))).isEmpty();
    }

    private static List<String> calls(String log, String pattern) {
        return Pattern.compile(pattern)
                .matcher(log)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** New calls between registered phones, challenged, for as long as it takes; and phones that register again. */
    private record Load(List<SippRun> callees, List<SippRun> callers) {
        static Load start(Lab lab) {
            Exchange exchange = lab.exchange();
            SippRun callee =
                    forEver(lab.sipp("answer_until_bye"), NEW_CALLS_A_SECOND).start();
            List<Account> called =
                    IntStream.range(0, 10).mapToObj(i -> exchange.account()).toList();
            RawPhone registering = lab.udpPhone();
            called.forEach(
                    account -> Phones.bind(registering, account, "sip:" + account.number() + "@" + callee.local()));
            List<Account> calling = exchange.accounts(50);
            List<String> calls = IntStream.range(0, calling.size())
                    .mapToObj(i -> BulkIT.line(calling.get(i)) + ";"
                            + called.get(i % called.size()).number())
                    .toList();
            SippRun caller = forEver(lab.sipp("call_many").lines(calls), NEW_CALLS_A_SECOND)
                    .talks(Duration.ofSeconds(3))
                    .start();
            SippRun registrations = forEver(
                            lab.sipp("register_many")
                                    .lines(exchange.accounts(50).stream()
                                            .map(BulkIT::line)
                                            .toList()),
                            2)
                    .start();
            return new Load(List.of(callee), List.of(caller, registrations));
        }

        private static Sipp forEver(Sipp sipp, int perSecond) {
            return sipp.calls(1_000_000, perSecond, 1000).within(LONGEST);
        }

        void finish() {
            callers.forEach(SippRun::enough);
            callers.forEach(SippRun::finish);
            callees.forEach(SippRun::enough);
            callees.forEach(SippRun::finish);
        }
    }
}
