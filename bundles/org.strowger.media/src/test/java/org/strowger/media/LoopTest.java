// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.strowger.media.Await.until;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {
    @Test
    void whateverIsRetiredWhileOthersAreRetiringIsNotForgotten() throws Exception {
        AtomicInteger retired = new AtomicInteger();
        try (Loop loop = new Loop(0, "loop", System::nanoTime)) {
            loop.start();
            for (int i = 1; i <= 1_000; i++) {
                int expected = i * 2;
                loop.retire(List.of(), retired::incrementAndGet);
                for (int spin = 0; spin < i % 200; spin++) {
                    Thread.onSpinWait();
                }
                loop.retire(List.of(), retired::incrementAndGet);
                until(() -> retired.get() == expected);
            }
        }
    }

    @Test
    void aLoopThatIsStoppingTakesNoSockets() throws Exception {
        Loop loop = new Loop(0, "loop", System::nanoTime);
        loop.stop();
        assertThatThrownBy(() -> loop.add(List.of())).isInstanceOf(IOException.class);
        loop.start();
        loop.close();
        assertThatThrownBy(() -> loop.add(List.of())).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsRetiredAfterTheEndIsDoneAtOnce() throws Exception {
        AtomicInteger retired = new AtomicInteger();
        Loop loop = new Loop(0, "loop", System::nanoTime);
        loop.start();
        loop.close();
        loop.retire(List.of(), retired::incrementAndGet);
        until(() -> retired.get() == 1);
    }
}
