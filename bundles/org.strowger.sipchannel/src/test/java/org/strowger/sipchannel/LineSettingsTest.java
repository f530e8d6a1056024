// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.sip.Transport;

class LineSettingsTest {
    @Test
    void whatIsLeftOutFollowsFromTheRest() {
        LineSettings line = Configs.line();
        assertThat(line.role()).isEqualTo("sipchannel-provider");
        assertThat(line.credentials().user()).isEqualTo("4930555");
        assertThat(line.number()).isEqualTo("4930555");
        assertThat(line.registrar()).hasToString("sip:example.org");
        assertThat(line.nextHop()).isEqualTo(line.registrar());
        assertThat(line.transport()).contains(Transport.UDP);
        assertThat(line.expires()).isEqualTo(3600);
        assertThat(line.enabled()).isTrue();
        assertThat(line.account()).isEqualTo("4930555@example.org");
    }

    @Test
    void aProxyIsTheNextHop() {
        LineSettings line = Configs.line("registrar", "reg.example.org:5070", "proxy", "[2001:db8::1]:5080");
        assertThat(line.nextHop()).hasToString("sip:[2001:db8::1]:5080");
        assertThat(line.registrar()).hasToString("sip:reg.example.org:5070");
    }

    @ParameterizedTest(name = "registrar {0}, proxy {1}: certificate for {2}")
    @CsvSource({
        "'',        '',                example.org",
        "192.0.2.1, '',                example.org",
        "reg.test,  '',                reg.test",
        "reg.test,  proxy.test:5071,   proxy.test",
        "reg.test,  192.0.2.7,         ''",
    })
    void theNameThatIsDialledIsTheNameThatIsVerified(String registrar, String proxy, String name) {
        assertThat(Configs.line("registrar", registrar, "proxy", proxy).certifiedName())
                .isEqualTo(name);
    }

    @Test
    void nothingShowsThePassword() {
        assertThat(Configs.line("password", "tell-nobody").toString()).doesNotContain("tell-nobody");
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource({
        "domain,          a@b,       is not a host alone",
        "domain,          h:5060,    is not a host alone",
        "registrar,       a@b,       is more than a host and a port",
        "proxy,           h;lr,      is more than a host and a port",
        "registrar,       h:99999,   bad port",
        "transport,       pigeon,    unknown transport",
        "expires,         29,        is not between 30 and 604800",
        "expires,         soon,      is not a whole number",
        "caller.identity, nobody,    'none of line, p-asserted-identity, diversion, from'",
        "sources,         example,   is neither an address nor a network",
        "sources,         10.0.0.0/40, prefix length",
        "enabled,         yes,       is neither true nor false",
    })
    void aBadValueIsNamed(String key, String value, String reason) {
        Map<String, Object> properties = Configs.file("x", "user", "u", "domain", "example.org", key, value);
        Values values = Values.of(properties, SipChannel.PID);
        LineSettings.read(values);
        assertThat(values.problems()).hasSize(1);
        Problem problem = values.problems().get(0);
        assertThat(problem.file()).isEqualTo("org.strowger.sipchannel-x.cfg");
        assertThat(problem.key()).isEqualTo(key);
        assertThat(problem.reason()).contains(reason);
    }

    @Test
    void whatIsRequiredIsAskedFor() {
        Values values = Values.of(Configs.file("x"), SipChannel.PID);
        LineSettings.read(values);
        assertThat(values.problems()).extracting(Problem::key).containsExactly("user", "domain");
    }

    @ParameterizedTest(name = "a new {0}: another registration {2}, to be refreshed {3}")
    @CsvSource({
        "user,            other,         true,  false",
        "domain,          example.net,   true,  false",
        "registrar,       h,             true,  false",
        "proxy,           h,             true,  false",
        "transport,       tcp,           true,  false",
        "auth.user,       other,         true,  false",
        "password,        other,         false, true",
        "expires,         60,            false, true",
        "number,          1,             false, false",
        "display.name,    Ann,           false, false",
        "caller.identity, diversion,     false, false",
        "description,     ours,          false, false",
        "sources,         192.0.2.0/24,  false, false",
        "service.ranking, 7,             false, false",
    })
    void onlyWhatTheRegistrarSeesIsToldToIt(String key, String value, boolean another, boolean refresh) {
        LineSettings before = Configs.line();
        LineSettings after = Configs.line(key, value);
        assertThat(after).isNotEqualTo(before);
        assertThat(after.registersAs(before)).isEqualTo(!another);
        assertThat(!another && after.refreshesAfter(before)).isEqualTo(refresh);
    }
}
