// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.api.event.CallEvent;
import org.strowger.api.event.CallListener;
import org.strowger.testkit.StillClock;

final class AudienceTest {
    private final StillClock clock = new StillClock();
    private final Audience audience = new Audience(clock, () -> Duration.ofSeconds(60));
    private final List<String> heard = new ArrayList<>();
    private final CallListener first = event -> heard.add("first " + event.call());
    private final CallListener second = event -> heard.add("second " + event.call());

    private void happens(String call) {
        audience.tell(new CallEvent.Ringing(call, Instant.EPOCH, 180));
    }

    @Test
    void whoIsHereHearsAtOnce() {
        audience.came("records", first);
        happens("c1");

        assertThat(heard).containsExactly("first c1");
    }

    @Test
    void theNextVersionHearsWhatHappenedMeanwhileInItsOrder() {
        audience.came("records", first);
        happens("c1");
        audience.left("records", first);
        happens("c2");
        happens("c3");
        assertThat(audience.kept()).isEqualTo(2);
        audience.came("records", second);
        happens("c4");

        assertThat(heard).containsExactly("first c1", "second c2", "second c3", "second c4");
        assertThat(audience.kept()).isZero();
    }

    @Test
    void theNextVersionMayComeBeforeTheLastHasGone() {
        audience.came("records", first);
        audience.came("records", second);
        audience.left("records", first);
        happens("c1");

        assertThat(heard).containsExactly("second c1");
    }

    @Test
    void whoeverComesLaterThanTheFirstCallsHearsOfThem() {
        happens("c1");
        audience.came("records", first);
        audience.came("why", second);

        assertThat(heard).containsExactly("first c1", "second c1");
    }

    @Test
    void nobodyIsAwaitedForEver() {
        audience.came("records", first);
        audience.left("records", first);
        clock.advance(Duration.ofSeconds(61));
        happens("c1");
        happens("c2");
        assertThat(audience.kept()).isZero();
        audience.came("records", second);

        assertThat(heard).isEmpty();
    }

    @Test
    void whatIsKeptIsBounded() {
        audience.came("records", first);
        audience.left("records", first);
        for (int i = 0; i < Audience.BOUND + 10; i++) {
            happens("c" + i);
        }

        assertThat(audience.kept()).isEqualTo(Audience.BOUND);
    }

    @Test
    void aListenerThatFailsCostsNobodyAnything() {
        audience.came("broken", event -> {
            throw new IllegalStateException("broken");
        });
        audience.came("records", first);
        happens("c1");

        assertThat(heard).containsExactly("first c1");
    }
}
