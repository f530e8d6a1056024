// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.sip.Flow;

/** Which of its servers a line is registered at. */
class LineServersTest extends LineFixture {
    // ---- servers

    @Test
    void aLineStaysOnItsServerUntilThatFailsAndThenOnTheNext() {
        Line line = started("expires", "60");
        assertThat(line.status().server().orElseThrow().host()).isEqualTo("192.0.2.1");
        registrar.behave(request -> request.flow().host().equals("192.0.2.1")
                ? FakeRegistrar.silence(request)
                : FakeRegistrar.accept(request));
        pass(54);
        assertThat(line.status().server().orElseThrow().host()).isEqualTo("192.0.2.2");
        assertThat(line.status().servers()).extracting(Flow::host).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(registered(line)).isTrue();
        registrar.behave(FakeRegistrar::accept);
        pass(300);
        assertThat(registrar.last().flow().host())
                .as("what works is left alone")
                .isEqualTo("192.0.2.2");
    }

    private List<String> hosts(String method) {
        return registrar.requests.stream()
                .filter(request -> request.method().equals(method))
                .map(request -> request.flow().host())
                .toList();
    }

    @Test
    void aServerThatIsSilentIsNotWaitedForToTheEndWhereThereIsAnother() {
        registrar.slow();
        Line line = started();
        pass(5);
        assertThat(hosts("REGISTER")).containsExactly("192.0.2.1", "192.0.2.2");
        registrar.answer();
        scheduler.runDue();
        assertThat(line.status().server().orElseThrow().host()).isEqualTo("192.0.2.2");
        pass(60);
        assertThat(hosts("REGISTER")).as("the last is waited for").hasSize(2);
    }

    @Test
    void aLineMovesWhenItsServerDoesNotAnswerOptions() {
        Line line = started("health.interval", "10");
        registrar.behave(request -> request.flow().host().equals("192.0.2.1")
                ? FakeRegistrar.silence(request)
                : FakeRegistrar.accept(request));
        pass(10);
        assertThat(hosts("OPTIONS")).containsExactly("192.0.2.1");
        assertThat(line.status().server().orElseThrow().host())
                .as("once is chance")
                .isEqualTo("192.0.2.1");
        pass(10);
        assertThat(line.status().server().orElseThrow().host()).isEqualTo("192.0.2.2");
        assertThat(hosts("REGISTER")).as("the other is asked first").containsExactly("192.0.2.1", "192.0.2.2");
        pass(10);
        assertThat(hosts("OPTIONS")).endsWith("192.0.2.2");
        registrar.behave(FakeRegistrar::accept);
        pass(3600);
        assertThat(line.status().server().orElseThrow().host())
                .as("and it stays")
                .isEqualTo("192.0.2.2");
        assertThat(hosts("OPTIONS").subList(3, hosts("OPTIONS").size())).containsOnly("192.0.2.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "7"})
    void silenceIsHeardAtAnyInterval(String seconds) {
        started("health.interval", seconds);
        registrar.slow();
        pass(3 * Long.parseLong(seconds));
        assertThat(hosts("OPTIONS")).containsExactly("192.0.2.1", "192.0.2.1");
        assertThat(hosts("REGISTER")).containsExactly("192.0.2.1", "192.0.2.2");
    }

    @Test
    void aRefusalOfOptionsIsAnAnswerAndAnotherIntervalSendsNoRegister() {
        Line line = started();
        line.change(Configs.line("health.interval", "10"));
        scheduler.runDue();
        registrar.behave(request -> FakeRegistrar.answer(request, 404));
        pass(100);
        assertThat(hosts("OPTIONS")).hasSize(10);
        assertThat(hosts("REGISTER")).hasSize(1);
        registrar.behave(request -> FakeRegistrar.answer(request, 503));
        line.unregister();
        pass(100);
        assertThat(hosts("OPTIONS")).as("a line that is gone asks nobody").hasSize(10);
    }

    @Test
    void theTransportIsTheDomainsWhereItIsLeftToIt() {
        LineSettings any = Configs.line("transport", "dns");
        assertThat(any.transport()).isEmpty();
        Line line = started("transport", "dns");
        assertThat(registered(line)).isTrue();
    }

    @Test
    void wrongCredentialsAreNotCarriedFromServerToServer() {
        registrar.behave(request -> FakeRegistrar.answer(request, 403));
        started();
        assertThat(registrar.requests).hasSize(1);
    }
}
