// SPDX-License-Identifier: Apache-2.0
package org.strowger.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.strowger.resolver.Dns.Answer;
import org.strowger.resolver.Dns.Kind;
import org.strowger.testkit.StillClock;

class KnownTest {
    private final StillClock clock = new StillClock();
    private final FakeDns dns = new FakeDns().a("example.org", "192.0.2.1");
    private final Known known = new Known(dns, clock, 3);

    private Answer ask(String name) {
        return known.ask(name, Kind.A).join();
    }

    private void pass(Duration time) {
        clock.set(clock.instant().plus(time));
    }

    @Test
    void whatWasSaidIsBelievedForAsLongAsItHolds() {
        ask("example.org");
        pass(Duration.ofSeconds(100));
        assertThat(ask("EXAMPLE.org").fresh()).isEqualTo(FakeDns.FRESH.minusSeconds(100));
        assertThat(dns.asked).hasSize(1);
        pass(Duration.ofSeconds(20));
        ask("example.org");
        assertThat(dns.asked).hasSize(2);
    }

    @Test
    void alsoThatThereIsNothing() {
        ask("nowhere.org");
        pass(FakeDns.NOTHING.minusSeconds(1));
        assertThat(ask("nowhere.org").entries()).isEmpty();
        assertThat(dns.asked).hasSize(1);
    }

    @Test
    void troubleIsNotKept() {
        dns.trouble("example.org", Kind.A);
        assertThat(ask("example.org").trouble()).isPresent();
        dns.a("example.org", "192.0.2.1");
        assertThat(ask("example.org").entries()).hasSize(1);
    }

    @Test
    void whatWasNotAskedForTheLongestIsForgottenFirst() {
        List.of("a", "b", "c").forEach(this::ask);
        ask("a");
        ask("d");
        assertThat(known.size()).isEqualTo(3);
        dns.asked.clear();
        List.of("a", "c", "d").forEach(this::ask);
        assertThat(dns.asked).isEmpty();
        ask("b");
        assertThat(dns.asked).containsExactly("b A");
    }

    @Test
    void whatSeveralWantToKnowIsAskedOnce() {
        List<CompletableFuture<Answer>> open = new ArrayList<>();
        Known slow = new Known(
                (name, kind) -> {
                    CompletableFuture<Answer> answer = new CompletableFuture<>();
                    open.add(answer);
                    return answer;
                },
                clock,
                3);
        CompletableFuture<Answer> one = slow.ask("example.org", Kind.A);
        CompletableFuture<Answer> other = slow.ask("example.org", Kind.A);
        assertThat(open).hasSize(1);
        assertThat(slow.open()).isEqualTo(1);
        open.get(0).complete(new Answer(List.of(), Duration.ofSeconds(1), Optional.empty()));
        assertThat(one.join()).isEqualTo(other.join());
        assertThat(slow.open()).isZero();
        for (int i = 0; i < Known.OPEN; i++) {
            slow.ask("n" + i, Kind.A);
        }
        assertThat(slow.ask("one.more", Kind.A).join().trouble())
                .hasValueSatisfying(why -> assertThat(why).contains("too many"));
    }

    @Test
    void aFaultIsTrouble() {
        Known broken = new Known((name, kind) -> CompletableFuture.failedFuture(new AssertionError("x")), clock, 3);
        assertThat(broken.ask("example.org", Kind.A).join().trouble()).isPresent();
        assertThat(broken.open()).isZero();
    }
}
