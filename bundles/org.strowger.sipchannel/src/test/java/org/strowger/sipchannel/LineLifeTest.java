// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.strowger.api.sip.ClientRequest;
import org.strowger.api.sip.ClientResult;
import org.strowger.api.sip.Flow;

/** A line that changes, ends, and goes on. */
class LineLifeTest extends LineFixture {
    // ---- changes

    @Test
    void whatTheRegistrarDoesNotSeeSendsNothing() {
        Line line = started();
        line.change(Configs.line("number", "999", "caller.identity", "from", "description", "ours"));
        pass(60);
        assertThat(registrar.requests).hasSize(1);
        assertThat(registered(line)).isTrue();
    }

    @Test
    void anotherAccountTakesTheOldOneAway() {
        Line line = started();
        ClientRequest before = registrar.last();
        line.change(Configs.line("user", "4930666"));
        scheduler.runDue();
        assertThat(registrar.requests).hasSize(3);
        ClientRequest farewell = registrar.requests.get(1);
        assertThat(FakeRegistrar.expires(farewell)).isEqualTo("0");
        assertThat(farewell.contact()).isEqualTo(before.contact());
        assertThat(farewell.callId()).isEqualTo(before.callId());
        assertThat(farewell.cseq()).isGreaterThan(before.cseq());
        assertThat(registrar.last().from().uri().user()).isEqualTo("4930666");
        assertThat(registrar.last().callId()).isNotEqualTo(before.callId());
        assertThat(FakeRegistrar.token(registrar.last())).isNotEqualTo(FakeRegistrar.token(before));
        assertThat(registered(line)).isTrue();
    }

    @Test
    void anAnswerToWhatIsNoLongerWantedChangesNothing() {
        registrar.slow();
        Line line = started();
        line.change(Configs.line("user", "4930666"));
        scheduler.runDue();
        registrar.answer();
        scheduler.runDue();
        assertThat(registered(line)).isTrue();
        assertThat(line.status().token()).isEqualTo(FakeRegistrar.token(registrar.last()));
        assertThat(registrar.requests).extracting(FakeRegistrar::expires).containsExactly("3600", "0", "3600");
    }

    // ---- the end, and what comes after it

    @Test
    void theEndIsSaid() {
        Line line = started();
        CompletionStage<Void> done = line.unregister();
        scheduler.runDue();
        assertThat(done.toCompletableFuture()).isDone();
        assertThat(FakeRegistrar.expires(registrar.last())).isEqualTo("0");
        assertThat(registered(line)).isFalse();
        assertThat(line.status().state()).isEqualTo(LineState.IDLE);
        pass(10_000);
        assertThat(registrar.requests).hasSize(2);
        line.unregister();
        line.change(Configs.line("password", "other"));
        line.clientCame();
        pass(10_000);
        assertThat(registrar.requests).as("said once").hasSize(2);
    }

    @Test
    void aRegistrationThatIsOnItsWayIsTakenBackToo() {
        registrar.slow();
        Line line = started();
        line.unregister();
        scheduler.runDue();
        assertThat(registrar.requests).extracting(FakeRegistrar::expires).containsExactly("3600", "0");
        assertThat(registrar.last().cseq())
                .isGreaterThan(registrar.requests.get(0).cseq() + 1);
    }

    @Test
    void whoIsNotRegisteredHasNothingToTakeBack() {
        registrar.behave(request -> FakeRegistrar.answer(request, 403));
        Line line = started();
        CompletionStage<Void> done = line.unregister();
        scheduler.runDue();
        assertThat(done.toCompletableFuture()).isDone();
        assertThat(registrar.requests).hasSize(1);
    }

    @Test
    void theNextVersionGoesOnWithoutAWord() {
        Line line = started("expires", "600");
        ClientRequest before = registrar.last();
        Instant refresh = line.status().next().orElseThrow();
        line.rest();
        scheduler.runDue();
        Line next = started("expires", "600");
        assertThat(registrar.requests).hasSize(1);
        assertThat(registered(next)).isTrue();
        assertThat(next.status().server()).isEqualTo(line.status().server());
        assertThat(next.status().token()).isEqualTo(line.status().token());
        assertThat(next.status().servers()).extracting(Flow::host).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(next.status().next()).contains(refresh);
        pass(599);
        assertThat(registrar.requests).hasSize(2);
        assertThat(registrar.last().callId()).isEqualTo(before.callId());
        assertThat(registrar.last().cseq()).isGreaterThan(before.cseq());
        assertThat(registrar.last().contact()).isEqualTo(before.contact());
    }

    @Test
    void anotherProcessRefreshesAtOnce() {
        started("expires", "600").rest();
        scheduler.runDue();
        Line next = made("two", "expires", "600");
        next.start();
        scheduler.runDue();
        assertThat(registrar.requests).hasSize(2);
        assertThat(registrar.last().contact())
                .isEqualTo(registrar.requests.get(0).contact());
    }

    @Test
    void whatHasExpiredMeanwhileIsRegisteredAnewWithTheSameCallId() {
        started("expires", "60").rest();
        pass(61);
        Line next = started("expires", "60");
        assertThat(registrar.requests).hasSize(2);
        assertThat(registered(next)).isTrue();
        assertThat(registrar.last().callId())
                .isEqualTo(registrar.requests.get(0).callId());
    }

    // ---- the SIP bundle is replaced

    @Test
    void aLineWaitsForTheSipBundleAndGoesOnWhenItComes() {
        client = Optional.empty();
        Line line = started();
        pass(1000);
        assertThat(line.status().why()).contains("no SIP stack");
        client = Optional.of(registrar);
        line.clientCame();
        scheduler.runDue();
        assertThat(registered(line)).isTrue();
    }

    @Test
    void aRegistrationByConnectionIsRenewedWhenTheConnectionsHaveGone() {
        Line udp = started();
        kept.forget();
        Line tcp = started("transport", "tcp");
        assertThat(registrar.requests).hasSize(2);
        udp.clientCame();
        tcp.clientCame();
        scheduler.runDue();
        assertThat(registrar.requests).hasSize(3);
        assertThat(registrar.last().flow().transport().reliable()).isTrue();
    }

    @Test
    void aWrongCertificateIsSaidInWordsAndRaisesAnAlarm() {
        registrar.behave(request -> new ClientResult.Untrusted("its certificate has expired", request.cseq()));
        Line line = started("transport", "tls");
        assertThat(registrar.last().flow().port()).isEqualTo(5061);
        assertThat(registrar.last().flow().name()).isEqualTo("example.org");
        assertThat(line.status().alarm()).isTrue();
        assertThat(line.status().why()).isEqualTo("its certificate has expired at tls:192.0.2.1:5061");
        assertThat(attempts(29)).isEmpty();
    }

    @Test
    void aRequestThatTheStackCouldNotSendIsNoAnswer() {
        registrar.behave(request -> new ClientResult.Unsent("connection refused", request.cseq()));
        Line line = started("registrar", "192.0.2.9", "transport", "tcp");
        assertThat(line.status().failure()).contains(Failure.NO_ANSWER);
        assertThat(line.status().why()).isEqualTo("connection refused at tcp:192.0.2.9:5060");
    }
}
