// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.strowger.api.audit.Table;

class AuditorTest {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Deque<Set<String>> calls = new ArrayDeque<>();
    private final Deque<Set<String>> legs = new ArrayDeque<>();
    private long nanos;
    private int pauses;

    private final Auditor auditor = new Auditor(
            () -> Optional.of(next(calls)),
            () -> {
                Set<String> ids = next(legs);
                Table table = new Table("legs", ids.size(), 100, true, ids);
                return new Auditor.Books(List.of(new Audit.Book("sip", table)), List.of());
            },
            () -> nanos,
            time -> {
                nanos += time.toNanos();
                pauses++;
            });

    /** What comes next; the last stays. */
    private static <T> T next(Deque<T> script) {
        return script.size() > 1 ? script.poll() : script.element();
    }

    @Test
    void whatIsRightIsNotLookedAtTwice() throws Exception {
        calls.add(Set.of("c1"));
        legs.add(Set.of("c1"));

        assertThat(auditor.audit(GRACE).clean()).isTrue();
        assertThat(pauses).isZero();
    }

    @Test
    void aCallThatBeginsOrEndsWhileTheBooksAreReadIsNoOrphan() throws Exception {
        calls.addAll(List.of(Set.of("ending"), Set.of("beginning")));
        legs.add(Set.of("ending", "beginning"));

        assertThat(auditor.audit(Duration.ZERO).clean()).isTrue();
    }

    @Test
    void callsThatPassThroughAreNeverOrphansHoweverManyThereAre() throws Exception {
        calls.add(Set.of());
        for (int i = 0; i < 100; i++) {
            legs.add(Set.of("passing" + i));
        }

        assertThat(auditor.audit(GRACE).clean()).isTrue();
        assertThat(pauses).isEqualTo(1);
    }

    @Test
    void whatStaysWrongAllThroughTheGraceIsWrong() throws Exception {
        calls.add(Set.of());
        for (int i = 0; i < 100; i++) {
            legs.add(Set.of("lost", "passing" + i));
        }

        Audit audit = auditor.audit(GRACE);
        assertThat(audit.orphans()).containsExactly("lost");
        assertThat(nanos).isEqualTo(GRACE.toNanos());
    }

    @Test
    void itWaitsUntilTheTablesAreEmpty() throws Exception {
        calls.add(Set.of("c1"));
        legs.addAll(List.of(Set.of("c1"), Set.of("c1"), Set.of()));

        assertThat(auditor.awaitEmpty(GRACE).occupied()).isEmpty();
        assertThat(pauses).isEqualTo(2);
    }

    @Test
    void itDoesNotWaitForEver() throws Exception {
        calls.add(Set.of("c1"));
        legs.add(Set.of("c1"));

        assertThat(auditor.awaitEmpty(GRACE).occupied()).containsExactly("sip legs (1)");
        assertThat(nanos).isEqualTo(GRACE.toNanos());
    }
}
