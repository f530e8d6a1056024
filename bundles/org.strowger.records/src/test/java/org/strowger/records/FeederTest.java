// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sink that is slow or away: the spool takes records as ever, and the sink has each of them once in the end. */
@Timeout(60)
final class FeederTest {
    @TempDir
    Path folder;

    private final Remote remote = new Remote();
    private Spool spool;
    private Feeder feeder;
    private Thread thread;

    /** A sink that can be held, and can fail. */
    private static final class Remote implements Sink {
        private final BlockingQueue<Long> taken = new LinkedBlockingQueue<>();
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch asked = new CountDownLatch(1);
        private volatile boolean hold;
        private final AtomicInteger failures = new AtomicInteger();
        private volatile long last;

        @Override
        public String name() {
            return "remote";
        }

        @Override
        public long last() {
            return last;
        }

        @Override
        public void write(List<CallRecord> records) throws IOException, InterruptedException {
            asked.countDown();
            if (hold) {
                held.await();
            }
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IOException("down");
            }
            for (CallRecord record : records) {
                last = record.seq();
                taken.add(last);
            }
        }

        @Override
        public void close() {
            asked.countDown();
        }

        private List<Long> next(int many) throws InterruptedException {
            List<Long> seen = new ArrayList<>();
            while (seen.size() < many) {
                seen.add(taken.poll(30, TimeUnit.SECONDS));
            }
            return seen;
        }
    }

    @BeforeEach
    void setUp() throws IOException {
        spool(64L << 20);
    }

    private void spool(long most) throws IOException {
        spool = new Spool(new Segments(folder, "records-"), most);
        spool.open();
    }

    private void feed() {
        feeder = new Feeder(spool, remote, Clock.systemUTC());
        thread = new Thread(feeder, "feeder");
        thread.start();
    }

    @AfterEach
    void tearDown() throws Exception {
        remote.held.countDown();
        feeder.stop();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        spool.close();
    }

    @Test
    void aSinkThatIsHeldHoldsUpNobodyAndCatchesUp() throws Exception {
        remote.hold = true;
        feed();
        spool.append(SinksTest.records(1, 1));
        assertThat(remote.asked.await(10, TimeUnit.SECONDS)).isTrue();

        for (long seq = 2; seq <= 2000; seq++) {
            spool.append(SinksTest.records(seq, seq));
        }
        assertThat(remote.taken).isEmpty();
        remote.held.countDown();

        assertThat(remote.next(2000)).isEqualTo(numbers(1, 2000));
    }

    @Test
    void aSinkThatFailsIsGivenTheSameAgain() throws Exception {
        remote.failures.set(2);
        spool.append(SinksTest.records(1, 3));
        feed();

        assertThat(remote.next(3)).isEqualTo(numbers(1, 3));
    }

    @Test
    void aSinkThatHasSomeIsGivenTheRest() throws Exception {
        remote.last = 900;
        spool.append(SinksTest.records(1, 1500));
        feed();

        assertThat(remote.next(600)).isEqualTo(numbers(901, 1500));
    }

    @Test
    void whatTheSpoolCannotHoldAnyLongerIsLostToTheSinkAndTheRestComes() throws Exception {
        spool.close();
        spool(256 << 10);
        remote.last = 1;
        for (long seq = 1; seq <= 5000; seq++) {
            spool.append(SinksTest.records(seq, seq));
        }
        long oldest = spool.segments().numbers().get(0);
        feed();

        assertThat(oldest).isGreaterThan(2);
        assertThat(remote.next((int) (5000 - oldest + 1))).isEqualTo(numbers(oldest, 5000));
    }

    private static List<Long> numbers(long from, long to) {
        return java.util.stream.LongStream.rangeClosed(from, to).boxed().toList();
    }
}
