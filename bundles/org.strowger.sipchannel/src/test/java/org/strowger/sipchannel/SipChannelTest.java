// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.ComponentConstants;
import org.strowger.api.config.Problem;
import org.strowger.api.sip.ClientRequest;
import org.strowger.api.sip.SipClient;

/** What becomes of a line when its configuration, its bundle and the exchange come and go. */
@Timeout(30)
class SipChannelTest {
    private final List<String> roles = new ArrayList<>();
    private final BlockingQueue<ClientRequest> requests = new LinkedBlockingQueue<>();
    private final List<SynchronousBundleListener> listeners = new ArrayList<>();
    private final SipClient registrar = (request, executor, done) -> {
        requests.add(request);
        executor.execute(() -> done.accept(FakeRegistrar.accept(request)));
    };

    @TempDir
    Path storage;

    private boolean toRun = true;
    private SipChannels channels;

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    private Bundle bundle(long id) {
        return fake(Bundle.class, (name, arguments) -> switch (name) {
            case "getBundleId" -> id;
            case "adapt" -> fake(BundleStartLevel.class, (method, nothing) -> toRun);
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private final BundleContext context = fake(BundleContext.class, (name, arguments) -> switch (name) {
        case "getBundle" -> bundle(7);
        case "getDataFile" -> storage.resolve((String) arguments[0]).toFile();
        case "addBundleListener" -> listeners.add((SynchronousBundleListener) arguments[0]);
        case "removeBundleListener" -> listeners.remove(arguments[0]);
        case "registerService" -> {
            Object ranking = ((Dictionary<?, ?>) arguments[2]).get("service.ranking");
            roles.add("in " + ranking);
            yield fake(ServiceRegistration.class, (method, nothing) -> roles.add("out " + ranking));
        }
        default -> throw new UnsupportedOperationException(name);
    });

    @BeforeEach
    void begin() {
        channels = new SipChannels(context);
        channels.bindClient(registrar);
    }

    @AfterEach
    void end() {
        channels.deactivate();
    }

    private static Map<String, Object> file(String... keysAndValues) {
        Map<String, Object> file = Configs.file("provider", keysAndValues);
        file.putIfAbsent("user", "4930555");
        file.putIfAbsent("domain", "192.0.2.1");
        return file;
    }

    private SipChannel channel(String... keysAndValues) {
        return new SipChannel(context, file(keysAndValues), channels);
    }

    /** The Expires of the next REGISTER. */
    private String next() throws InterruptedException {
        ClientRequest request = requests.poll(5, TimeUnit.SECONDS);
        assertThat(request).as("a REGISTER").isNotNull();
        return FakeRegistrar.expires(request);
    }

    private void nothingIsSent() throws InterruptedException {
        assertThat(requests.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    private String state() {
        return String.valueOf(channels.report().rows().get(0).get("state"));
    }

    private void awaitState(String wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!state().equals(wanted)) {
            assertThat(System.nanoTime()).as("it is still " + state()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void aLineBeginsAndTellsHowItStands() throws InterruptedException {
        channel("description", "head office");
        assertThat(next()).isEqualTo("3600");
        awaitState("registered");
        Map<String, Object> row = channels.report().rows().get(0);
        assertThat(row).containsEntry("line", "sipchannel-provider").containsEntry("account", "4930555@192.0.2.1");
        assertThat(row).containsEntry("server", "udp:192.0.2.1:5060").containsEntry("description", "head office");
        assertThat(row).containsEntry("alarm", false).containsEntry("failures", 0);
        assertThat((Long) row.get("expiresIn")).isBetween(3500L, 3600L);
    }

    @Test
    void aBadValueLeavesTheLineAsItWas() throws InterruptedException {
        SipChannel channel = channel();
        next();
        awaitState("registered");
        channel.modified(file("expires", "soon"));
        assertThat(channels.refused()).extracting(Problem::key).containsExactly("expires");
        nothingIsSent();
        channel.modified(file("number", "1"));
        assertThat(channels.refused()).isEmpty();
        nothingIsSent();
        assertThat(roles).containsExactly("in 100", "in 100", "out 100");
    }

    @Test
    void aLineThatIsWrongFromTheBeginningWaitsForBetter() throws InterruptedException {
        SipChannel channel = channel("transport", "pigeon");
        assertThat(roles).isEmpty();
        assertThat(channels.report().rows()).isEmpty();
        channel.modified(file());
        assertThat(next()).isEqualTo("3600");
    }

    @Test
    void aDisabledLineIsUnregisteredAndComesBack() throws InterruptedException {
        SipChannel channel = channel();
        next();
        awaitState("registered");
        channel.modified(file("enabled", "false"));
        assertThat(next()).isEqualTo("0");
        awaitState("disabled");
        channel.modified(file());
        assertThat(next()).isEqualTo("3600");
        awaitState("registered");
    }

    @Test
    void aFileThatGoesTakesTheRegistrationAlong() throws InterruptedException {
        SipChannel channel = channel();
        next();
        awaitState("registered");
        channel.deactivate(ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED);
        assertThat(next()).isEqualTo("0");
        assertThat(channels.report().rows()).isEmpty();
        assertThat(storage).isEmptyDirectory();
    }

    @Test
    void somebodyStopsTheBundleForGood() throws InterruptedException {
        SipChannel channel = channel();
        next();
        awaitState("registered");
        toRun = false;
        channel.deactivate(ComponentConstants.DEACTIVATION_REASON_BUNDLE_STOPPED);
        assertThat(next()).isEqualTo("0");
    }

    @Test
    void theBundleIsReplacedAndTheRegistrationGoesOn() throws InterruptedException {
        SipChannel channel = channel();
        next();
        awaitState("registered");
        channel.deactivate(ComponentConstants.DEACTIVATION_REASON_BUNDLE_STOPPED);
        channels.deactivate();
        begin();
        channel();
        awaitState("registered");
        nothingIsSent();
    }

    @Test
    void theExchangeStopsAndSaysSoWhileItStillCan() throws InterruptedException {
        SipChannel channel = channel();
        next();
        awaitState("registered");
        listeners.get(0).bundleChanged(new BundleEvent(BundleEvent.STOPPING, bundle(3)));
        nothingIsSent();
        listeners.get(0).bundleChanged(new BundleEvent(BundleEvent.STOPPING, bundle(0)));
        assertThat(next()).isEqualTo("0");
        channel.deactivate(ComponentConstants.DEACTIVATION_REASON_BUNDLE_STOPPED);
        nothingIsSent();
    }

    @Test
    void whatWouldBeRefusedIsSaidWithoutALine() {
        assertThat(channels.check("org.strowger.sipchannel~new", Map.of("user", "u", "domain", "d", "expires", 1)))
                .containsExactly(
                        new Problem("org.strowger.sipchannel~new", "", "expires", "1 is not between 30 and 604800"));
    }

    @Test
    void linesKnowEachOthersNumbers() {
        channel("number", "030555");
        assertThat(channels.isAnothers("sipchannel-other", "4930555")).isTrue();
        assertThat(channels.isAnothers("sipchannel-other", "030555")).isTrue();
        assertThat(channels.isAnothers("sipchannel-other", "7")).isFalse();
        assertThat(channels.isAnothers("sipchannel-provider", "4930555")).isFalse();
    }
}
