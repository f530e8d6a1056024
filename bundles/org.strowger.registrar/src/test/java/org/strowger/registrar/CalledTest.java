// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.registrar.Bench.register;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Target;
import org.strowger.api.route.Destination;
import org.strowger.api.sip.SipUri;
import org.strowger.testkit.FakeRequest;

class CalledTest {
    private final Bench bench = new Bench();

    private Reach reach(String number) {
        return reach(number, SelfCall.BUSY, new Caller("3001", "Dorothy", "3001"), "registrar");
    }

    private Reach reach(String number, SelfCall policy, Caller caller, String role) {
        Settings settings = new Settings(Bench.REALM, 3600, 60, 7200, 3, policy, Duration.ofSeconds(30));
        Destination destination = new Destination(number, caller.number(), Optional.empty());
        return new Called(bench.registry, () -> settings, bench.clock)
                .reach(new Outgoing(caller, role, destination, FakeRequest.invite(caller.number(), number)));
    }

    private static List<Target> targets(Reach reach) {
        return ((Reach.Targets) reach).targets();
    }

    @Test
    void everyPhoneOfTheAccountIsCalledAtItsContactToTheLetter() {
        bench.answer(register(
                "<sip:3000@192.0.2.7:5060;ob;rinstance=x>;q=0.1",
                "\"Desk\" <sip:3000@10.0.0.9:5062;transport=udp>;q=0.9"));

        List<Target> targets = targets(reach("3000"));

        assertThat(targets)
                .extracting(target -> target.uri().toString())
                .containsExactly("sip:3000@10.0.0.9:5062;transport=udp", "sip:3000@192.0.2.7:5060;ob;rinstance=x");
        assertThat(targets).allSatisfy(target -> {
            assertThat(target.flow()).contains(FakeRequest.FLOW);
            assertThat(target.from().displayName()).isEqualTo("Dorothy");
            assertThat(target.from().uri()).isEqualTo(SipUri.ours("3001"));
            assertThat(target.to().uri()).isEqualTo(SipUri.ours("3000"));
            assertThat(target.routes()).isEmpty();
            assertThat(target.headers()).isEmpty();
        });
    }

    @Test
    void anAliasRingsTheAccountsPhonesAndIsWhatTheySee() {
        bench.answer(register("<sip:a@192.0.2.7>"));

        assertThat(targets(reach("3900")).get(0).to().uri()).isEqualTo(SipUri.ours("3900"));
    }

    @Test
    void thePathLeadsToAPhoneBehindProxies() {
        bench.answer(register("<sip:a@10.0.0.1>")
                .flow("tcp", "198.51.100.1", 5060)
                .header("Supported", "path")
                .header("Path", "<sip:edge.example;lr>,<sip:inner.example;lr>"));

        Target target = targets(reach("3000")).get(0);

        assertThat(target.routes()).containsExactly("<sip:edge.example;lr>", "<sip:inner.example;lr>");
        assertThat(target.flow()).hasValueSatisfying(flow -> assertThat(flow).hasToString("tcp:198.51.100.1:5060"));
    }

    @Test
    void anAccountWithoutAPhoneIsUnavailableAndANumberWithoutAnAccountIsNotOurs() {
        assertThat(((Reach.Unavailable) reach("3000")).reply().status().code()).isEqualTo(480);
        assertThat(reach("9999")).isInstanceOf(Reach.NotMine.class);
        assertThat(reach("3002")).isInstanceOf(Reach.NotMine.class);
    }

    @Test
    void aPhoneWhoseTimeIsOverIsNotCalled() {
        bench.answer(register("<sip:a@192.0.2.7>;expires=60"));
        bench.clock.advance(Duration.ofSeconds(61));

        assertThat(reach("3000")).isInstanceOf(Reach.Unavailable.class);
    }

    @ParameterizedTest(name = "{0}, {1} calls {2}, brought in by {3}: {4}")
    @CsvSource({
        "BUSY, 3000, 3000, registrar, 486",
        "BUSY, 3900, 3000, registrar, 486",
        "BUSY, 3000, 3900, registrar, 486",
        "LOOP, 3000, 3000, registrar, 482",
        "ALLOW, 3000, 3000, registrar, 0",
        "BUSY, 3000, 3000, trunk-carrier, 0",
    })
    void whoCallsItselfHearsWhatThePolicySays(SelfCall policy, String from, String to, String role, int status) {
        bench.answer(register("<sip:a@192.0.2.7>"));

        Reach reach = reach(to, policy, new Caller(from, "", "3000"), role);

        if (status == 0) {
            assertThat(reach).isInstanceOf(Reach.Targets.class);
        } else {
            assertThat(((Reach.Unavailable) reach).reply().status().code()).isEqualTo(status);
        }
    }

    @Test
    void aCallersNumberIsEscapedWhereItMust() {
        bench.answer(register("<sip:a@192.0.2.7>"));

        Reach reach = reach("3000", SelfCall.BUSY, new Caller("+49 30", "", "x"), "trunk-carrier");

        assertThat(targets(reach).get(0).from().uri().user()).isEqualTo("+49%2030");
    }
}
