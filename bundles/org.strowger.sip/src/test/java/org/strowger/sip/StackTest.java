// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StackTest {
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .collect(Collectors.toSet());
    }

    @Test
    void leavesNoThreadBehind() {
        Set<Thread> before = threads();
        Stack stack = new Stack(1, 16_384, Set.of());
        Set<Thread> its = threads();
        its.removeAll(before);
        assertThat(its).extracting(Thread::getName).contains("EventScannerThread");
        stack.stop();
        EndpointFixture.eventually(() -> its.stream().noneMatch(Thread::isAlive));
    }
}
