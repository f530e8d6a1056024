// SPDX-License-Identifier: Apache-2.0
package org.strowger.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.CallState;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.call.Switchboard;

/** The bundles that ship, with the configuration that ships, on the plain framework: no Karaf anywhere. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public final class PlainFelixIT {
    private static final long BOOT_MILLIS = 60_000;
    private static final int MEDIA_PORTS = 100;

    /** The platform: what the exchange needs around it, and nothing else. */
    private static final List<String> PLATFORM = List.of(
            "pax-logging-api",
            "pax-logging-log4j2",
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.metatype",
            "org.apache.felix.configadmin",
            "org.apache.felix.fileinstall",
            "org.apache.felix.scr",
            "org.osgi.service.jdbc",
            "geronimo-jta_1.1_spec",
            "org.apache.servicemix.bundles.jasypt",
            "HikariCP",
            "pax-jdbc-pool-common",
            "pax-jdbc-pool-hikaricp",
            "pax-jdbc-config",
            "h2",
            "gson",
            "dnsjava",
            "fastcsv");

    private static final Set<String> ROLES = Set.of(
            "trunk-north",
            "trunk-south",
            "registrar",
            "attendant",
            "distributor",
            "forward",
            "ringgroup",
            "pickup",
            "echo",
            "router",
            "media",
            "outbound");

    private static final String EXCHANGE = "strowger.it.exchange";
    private static final String SOUTH = "strowger.it.south";

    @Inject
    private BundleContext context;

    private Framework framework;
    private Phone north;
    private Phone south;

    @Configuration
    public Option[] plainFramework() throws IOException {
        Path home = Path.of(
                System.getProperty("strowger.work"),
                "felix",
                Integer.toString(Runtime.version().feature()));
        int exchange = FreePorts.next(2 + MEDIA_PORTS);
        int south = exchange + 1;
        configure(home.resolve("etc"), exchange, south, exchange + 2);

        List<Option> options = new ArrayList<>(List.of(
                junitBundles(),
                systemTimeout(BOOT_MILLIS),
                systemProperty(EXCHANGE).value(Integer.toString(exchange)),
                systemProperty(SOUTH).value(Integer.toString(south)),
                systemProperty("karaf.data")
                        .value(Files.createDirectories(home.resolve("data")).toString()),
                systemProperty("karaf.log")
                        .value(Files.createDirectories(home.resolve("log")).toString()),
                systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"),
                systemProperty("felix.fileinstall.dir")
                        .value(home.resolve("etc").toString()),
                systemProperty("felix.fileinstall.filter").value(".*\\.cfg"),
                systemProperty("felix.fileinstall.poll").value("1000"),
                // otherwise it writes each file back after reading it, and has been seen to read one that it had just
                // emptied
                systemProperty("felix.fileinstall.enableConfigSave").value("false"),
                systemProperty("felix.fileinstall.noInitialDelay").value("true"),
                bundle(source(Assertions.class)),
                bundle(source(ByteBuddy.class))));
        PLATFORM.forEach(name -> options.add(bundle(Shipped.jar(name).toUri().toString())));
        Shipped.ours().forEach(jar -> options.add(bundle(jar.toUri().toString())));
        return options.toArray(Option[]::new);
    }

    private static String source(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }

    /** The configuration that ships, but for ports and peers. */
    private static void configure(Path etc, int exchange, int south, int media) throws IOException {
        Files.createDirectories(etc);
        try (Stream<Path> files = Files.list(Shipped.etc())) {
            for (Path file : files.filter(PlainFelixIT::needed).toList()) {
                Files.copy(file, etc.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        write(etc, "org.strowger.sip-udp", "transport = udp\nhost = 127.0.0.1\nport = " + exchange);
        write(etc, "org.strowger.sip-tcp", "transport = tcp\nhost = 127.0.0.1\nport = " + exchange);
        write(etc, "org.strowger.trunk-north", "host = 127.0.0.1");
        write(etc, "org.strowger.trunk-south", "host = 127.0.0.1\nport = " + south);
        write(etc, "org.strowger.router", "route.10 = * 7* = 2$1 trunk-south");
        write(etc, "org.strowger.media", "port.min = " + media + "\nport.max = " + (media + MEDIA_PORTS - 1));
    }

    private static boolean needed(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("org.strowger.") || name.matches("org\\.ops4j\\.(datasource-.*|pax\\.logging)\\.cfg");
    }

    private static void write(Path etc, String pid, String text) throws IOException {
        Files.writeString(etc.resolve(pid + ".cfg"), text + "\n", StandardCharsets.UTF_8);
    }

    @Before
    public void settle() {
        north = phone("1000");
        south = new Phone("2000", "127.0.0.1", Integer.getInteger(SOUTH), Integer.getInteger(EXCHANGE));
        framework = new Framework(context);
        framework.awaitReady();
        framework.awaitExchange(ROLES, 2);
    }

    /** A phone that the exchange believes, for where it calls from. */
    private static Phone phone(String user) {
        return new Phone(user, "127.0.0.1", 0, Integer.getInteger(EXCHANGE));
    }

    @After
    public void nothingIsLeft() {
        north.close();
        south.close();
        Await.until("calls", List.of(), this::calls);
        Await.until("entries of calls that are over", List.of(), this::leftBehind);
    }

    private List<CallInfo> calls() {
        return framework.ask(Switchboard.class, Switchboard::calls);
    }

    private List<Table> leftBehind() {
        return framework.askEach(Audited.class, Audited::tables).stream()
                .flatMap(List::stream)
                .filter(table -> table.perCall() && table.size() > 0)
                .toList();
    }

    @Test
    public void everythingRunsWithoutKaraf() {
        assertThat(framework.ours()).hasSameSizeAs(Shipped.ours());
        assertThat(framework.bundles())
                .extracting(Bundle::getSymbolicName)
                .noneMatch(name -> name.contains("karaf"))
                .contains("org.apache.felix.framework", "org.apache.felix.scr");
        // Callin, Callout and RequestService of the registrar are there only with a database
        assertThat(framework.providers("javax.sql.DataSource")).hasSize(1);
        assertThat(framework.providers("org.strowger.api.sip.RequestService"))
                .containsExactly("org.strowger.registrar");
    }

    @Test
    public void itRunsOnTheJavaThatWasAskedFor() {
        assertThat(Runtime.version().feature())
                .isEqualTo(Integer.getInteger("strowger.java", Runtime.version().feature()));
    }

    @Test
    public void aCallGoesThrough() {
        north.invite("7001");
        north.receives("SIP/2.0 100 ");
        Message invite = south.receives("INVITE sip:2001@127.0.0.1:" + Integer.getInteger(SOUTH) + " SIP/2.0");
        assertThat(invite.header("From")).startsWith("\"1000\" <sip:1000@");
        assertThat(invite.header("Max-Forwards")).isEqualTo("69");
        south.answer(invite, "180 Ringing");
        north.receives("SIP/2.0 180 ");
        south.answer(invite, "200 OK");
        Message answer = north.receives("SIP/2.0 200 ");
        assertThat(answer.header("CSeq")).isEqualTo("1 INVITE");
        assertThat(answer.header("Call-ID")).isNotEqualTo(invite.header("Call-ID"));
        north.ack(answer);
        assertThat(south.receives("ACK ").header("Call-ID")).isEqualTo(invite.header("Call-ID"));

        Await.until("states", List.of(CallState.TALKING), () -> calls().stream()
                .map(CallInfo::state)
                .toList());
        assertThat(calls()).singleElement().satisfies(call -> {
            assertThat(call.callin()).isEqualTo("trunk-north");
            assertThat(call.callout()).isEqualTo("trunk-south");
            assertThat(call.legs()).hasSize(2);
        });
        theyTalk(invite, answer);

        north.bye(answer);
        Message bye = south.receives("BYE sip:2000@127.0.0.1:" + Integer.getInteger(SOUTH) + " SIP/2.0");
        assertThat(bye.header("Call-ID")).isEqualTo(invite.header("Call-ID"));
        south.answer(bye, "200 OK");
        assertThat(north.receives("SIP/2.0 200 ").header("CSeq")).isEqualTo("2 BYE");
    }

    /** Their voices pass through the exchange: neither knows where the other is. */
    private void theyTalk(Message invite, Message answer) {
        assertThat(invite.audioPort()).isNotEqualTo(north.audioPort());
        assertThat(answer.audioPort()).isNotEqualTo(south.audioPort());
        north.says(rtp(1), answer.audioPort());
        assertThat(south.hears()).isEqualTo(rtp(1));
        south.says(rtp(2), invite.audioPort());
        assertThat(north.hears()).isEqualTo(rtp(2));
    }

    /** One packet of PCMU silence (RFC 3550 section 5.1). */
    private static byte[] rtp(int source) {
        byte[] packet = new byte[172];
        packet[0] = (byte) 0x80;
        packet[3] = 1;
        packet[11] = (byte) source;
        return packet;
    }

    @Test
    public void whoCallsFromElsewhereIsChallenged() {
        try (Phone stranger = new Phone("3000", "127.0.0.3", 0, Integer.getInteger(EXCHANGE))) {
            stranger.invite("7001");
            Message refusal = stranger.receives("SIP/2.0 401 ");
            assertThat(refusal.headers("WWW-Authenticate")).isNotEmpty();
            stranger.ackRefusal(refusal);
        }
    }

    @Test
    public void anApplicationDroppedInTakesTheNextCallAndLeavesItWhereItWas() throws Exception {
        try (Phone early = phone("1001");
                Phone during = phone("1002");
                Phone late = phone("1003")) {
            Message first = callTheEchoTest(early, "echo");
            Bundle robot = context.installBundle(Robot.NAME, Robot.jar());
            robot.start();
            Await.until("the robot is here", true, () -> callouts().contains(Robot.NAME));
            Message second = callTheEchoTest(during, Robot.NAME);
            robot.uninstall();
            Await.until("the robot is here", false, () -> callouts().contains(Robot.NAME));
            Message third = callTheEchoTest(late, "echo");

            assertThat(calls()).extracting(CallInfo::callout).containsExactly("echo", Robot.NAME, "echo");
            hangUp(early, first);
            hangUp(during, second);
            hangUp(late, third);
        }
    }

    private Set<String> callouts() {
        return framework.ask(Switchboard.class, engine -> engine.roles().stream()
                .filter(role -> role.part().equals("callout") && role.state() != RoleInfo.State.AWAY)
                .map(RoleInfo::name)
                .collect(Collectors.toSet()));
    }

    /** Calls the number that more than one application may claim, and looks who takes it. */
    private Message callTheEchoTest(Phone phone, String expected) {
        phone.invite("9196");
        phone.receives("SIP/2.0 100 ");
        if (expected.equals("echo")) {
            phone.receives("SIP/2.0 180 ");
        }
        Message answer = phone.receives("SIP/2.0 200 ");
        phone.ack(answer);
        List<CallInfo> calls = calls();
        assertThat(calls.get(calls.size() - 1).callout()).isEqualTo(expected);
        assertThat(answer.body().contains("s=robot")).isEqualTo(expected.equals(Robot.NAME));
        return answer;
    }

    private static void hangUp(Phone phone, Message answer) {
        phone.bye(answer);
        assertThat(phone.receives("SIP/2.0 200 ").header("CSeq")).isEqualTo("2 BYE");
    }
}
