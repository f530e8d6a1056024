// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SocketUseTest {
    private final SocketUse use = new SocketUse();
    private final AtomicInteger closed = new AtomicInteger();

    private boolean retire() {
        return use.retire(closed::incrementAndGet);
    }

    @Test
    void anIdleSocketIsToBeClosedAtOnceByWhoeverRetiresIt() {
        assertThat(retire()).isTrue();
        assertThat(closed).hasValue(0);
        assertThat(use.retired()).isTrue();
        assertThat(use.reopen()).isFalse();
    }

    @Test
    void aSocketInUseIsClosedWhenTheLastLegLeaves() {
        use.taken();
        use.taken();
        assertThat(retire()).isFalse();
        use.left();
        assertThat(closed).hasValue(0);
        assertThat(use.reopen()).isTrue();
        assertThat(retire()).isFalse();
        use.left();
        assertThat(closed).hasValue(1);
        assertThat(use.reopen()).isFalse();
    }

    @Test
    void aSocketThatIsWantedAgainStaysOpen() {
        use.taken();
        retire();
        assertThat(use.reopen()).isTrue();
        assertThat(use.retired()).isFalse();
        use.left();
        assertThat(closed).hasValue(0);
    }

    @Test
    void isClosedOnceThoughALegSlipsInAtTheLastMoment() {
        use.taken();
        retire();
        use.left();
        use.taken();
        use.left();
        assertThat(closed).hasValue(1);
    }
}
