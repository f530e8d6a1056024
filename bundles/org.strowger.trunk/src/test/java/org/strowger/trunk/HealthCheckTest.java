// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.strowger.api.sip.ClientRequest;
import org.strowger.api.sip.ClientResult;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.SipClient;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Transport;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

class HealthCheckTest {
    private static final Flow ONE = new Flow(Transport.TLS, "192.0.2.1", 5080, "", "sip.example.org");
    private static final Flow TWO = new Flow(Transport.TLS, "192.0.2.2", 5080, "", "sip.example.org");

    private final ManualScheduler scheduler = new ManualScheduler(new StillClock());
    private final List<ClientRequest> asked = new ArrayList<>();
    private final List<Flow> addresses = new ArrayList<>(List.of(ONE, TWO));
    private Function<ClientRequest, Optional<ClientResult>> peer = request -> answered(request, 200);
    private final SipClient client = new SipClient() {
        @Override
        public void send(ClientRequest request, Executor executor, Consumer<? super ClientResult> done) {
            asked.add(request);
            peer.apply(request).ifPresent(result -> executor.execute(() -> done.accept(result)));
        }
    };
    private Optional<SipClient> present = Optional.of(client);

    private static Optional<ClientResult> answered(ClientRequest request, int code) {
        return Optional.of(new ClientResult.Answered(SipReply.of(code), Optional.empty(), request.cseq()));
    }

    private HealthCheck check(String... keysAndValues) {
        String[] all = {"host", "sip.example.org", "health.interval", "30", "health.down", "2", "health.up", "2"};
        String[] both = java.util.stream.Stream.concat(
                        java.util.Arrays.stream(all), java.util.Arrays.stream(keysAndValues))
                .toArray(String[]::new);
        return new HealthCheck(Configs.peer("carrier", both), () -> addresses, () -> present, scheduler);
    }

    /** Lets so many rounds pass, with the time that answers may take. */
    private void rounds(int number) {
        scheduler.advance(Duration.ofSeconds(30L * number));
    }

    @Test
    void eachAddressIsAskedByOptions() {
        HealthCheck check = check("port", "5080", "transport", "tls");
        rounds(1);
        assertThat(asked).hasSize(2);
        ClientRequest request = asked.get(0);
        assertThat(request.method()).isEqualTo("OPTIONS");
        assertThat(request.uri()).hasToString("sip:sip.example.org:5080;transport=tls");
        assertThat(request.flow()).hasToString("tls:192.0.2.1:5080");
        assertThat(request.flow().name()).isEqualTo("sip.example.org");
        assertThat(check.healthy(ONE)).isTrue();
        assertThat(check.why(ONE)).isEmpty();
    }

    @Test
    void whoDoesNotAnswerIsDownAndWhoAnswersAgainIsUp() {
        HealthCheck check = check();
        peer = request -> request.flow().host().equals("192.0.2.1") ? Optional.empty() : answered(request, 200);
        assertThat(check.healthy(ONE)).as("not asked yet").isTrue();
        rounds(1);
        assertThat(check.healthy(ONE)).as("once is chance").isTrue();
        assertThat(check.why(ONE)).isEqualTo("no answer");
        rounds(1);
        assertThat(check.healthy(ONE)).isFalse();
        assertThat(check.healthy(TWO)).isTrue();
        peer = request -> answered(request, 404);
        rounds(1);
        assertThat(check.healthy(ONE)).isFalse();
        rounds(1);
        assertThat(check.healthy(ONE)).as("any answer will do").isTrue();
    }

    @Test
    void whoCannotServeIsDown() {
        HealthCheck check = check();
        peer = request -> answered(request, 503);
        rounds(2);
        assertThat(check.healthy(ONE)).isFalse();
        assertThat(check.why(ONE)).contains("503");
        peer = request -> Optional.of(new ClientResult.Untrusted("its certificate has expired", 1));
        rounds(1);
        assertThat(check.why(ONE)).isEqualTo("its certificate has expired");
    }

    @Test
    void nothingIsLearntWhileTheSipBundleIsAway() {
        present = Optional.empty();
        HealthCheck check = check();
        rounds(10);
        assertThat(check.healthy(ONE)).isTrue();
        assertThat(asked).isEmpty();
    }

    @Test
    void anAddressThatTheNameHasNoMoreIsForgotten() {
        HealthCheck check = check();
        peer = request -> answered(request, 503);
        rounds(2);
        addresses.remove(ONE);
        rounds(1);
        assertThat(check.healthy(ONE)).isTrue();
        assertThat(check.healthy(TWO)).isFalse();
    }

    @Test
    void whoIsNotWatchedAnyMoreIsNotAsked() {
        HealthCheck check = check();
        rounds(1);
        check.close();
        rounds(5);
        assertThat(asked).hasSize(2);
    }
}
