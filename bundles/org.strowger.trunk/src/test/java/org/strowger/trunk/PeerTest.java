// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;

class PeerTest {
    @Test
    void itsRoleIsNamedByItsFile() {
        assertThat(Configs.peer("carrier", "host", "192.0.2.7").role()).isEqualTo("trunk-carrier");
    }

    @ParameterizedTest
    @CsvSource({
        "host,             '',             is missing",
        "host,             192.0.2,        neither an address",
        "host,             192.0.2.0/40,   is not between 0 and 32",
        "host,             a b,            neither an address",
        "port,             65536,          65536 is not between 0 and 65535",
        "port,             sip,            is not a whole number",
        "transport,        sctp,           unknown transport 'sctp'",
        "domain,           example.org:5060, is not a host alone",
        "domain,           a b,            bad host",
        "enabled,          yes,            is neither true nor false",
        "resolve.interval, 1,              1 is not between 10 and 86400",
        "called.strip,     0 0,            is no prefix",
        "caller.add,       a b,            is no prefix",
        "group,            a b,            is no name for a group",
        "group.weight,     -1,             -1 is not between 0 and 65535",
        "failover.after,   0,              0 is not between 100 and 32000",
        "limit.calls,      -1,             -1 is not between",
        "limit.out.rate,   20000,          20000 is not between 0 and 10000",
        "service.ranking,  high,           is not a whole number",
        "service.ranking,  2147483647,     2147483647 is not between",
    })
    void aBadValueIsRefusedWithItsFileItsKeyAndTheReason(String key, String value, String reason) {
        Values values = Configs.values("carrier", "host", "192.0.2.7", key, value);
        Peer.read(values);

        Problem problem = values.problems().get(0);
        assertThat(values.problems()).hasSize(1);
        assertThat(problem.pid()).isEqualTo("org.strowger.trunk~carrier");
        assertThat(problem.file()).isEqualTo("org.strowger.trunk-carrier.cfg");
        assertThat(problem.key()).isEqualTo(key);
        assertThat(problem.reason()).contains(reason);
    }

    @Test
    void aPeerThatIsKnownOtherwiseNeedsNoHost() {
        Peer peer = Configs.peer("carrier", "certificate", "sbc.example.org");
        assertThat(peer.callable()).isFalse();
        assertThat(peer).hasToString("anywhere");
        assertThat(peer.ranking()).isEqualTo(108);
        Values half = Configs.values("carrier", "digest.user", "a");
        Peer.read(half);
        assertThat(half.problems()).extracting(Problem::key).containsExactly("digest.password");
        Values both = Configs.values("carrier", "certificate", "a.example", "digest.user", "a", "digest.password", "b");
        Peer.read(both);
        assertThat(both.problems()).extracting(Problem::key).containsExactly("digest.user");
    }

    @Test
    void everyBadValueIsNamedAtOnceAndAPeerNeedsAHost() {
        Values values = Configs.values("carrier", "port", "x", "enabled", "maybe");
        Peer.read(values);

        assertThat(values.problems()).extracting(Problem::key).containsExactly("host", "port", "enabled");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,    5060, udp, 107",
        "192.0.2.7,    5060, '',  106",
        "192.0.2.7,    0,    '',  104",
        "example.org,  0,    '',  104",
        "192.0.2.0/24, 5060, tcp, 103",
        "192.0.2.0/24, 0,    '',  100",
    })
    void theMoreExactTrunkRanksHigher(String host, String port, String transport, int ranking) {
        assertThat(Configs.peer("carrier", "host", host, "port", port, "transport", transport)
                        .ranking())
                .isEqualTo(ranking);
    }
}
