// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.strowger.sip.LegState.Input;

/** A leg's way through its states, a transition at a time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LegStateBenchmark {
    private static final int TRANSITIONS = 6;

    // not constant: the compiler must not know the way
    private Input[] answeredAndEnded = {
        Input.INVITE_SENT, Input.PROVISIONAL, Input.SUCCESS, Input.ACK, Input.HANGUP, Input.DONE
    };

    @Benchmark
    @OperationsPerInvocation(TRANSITIONS)
    public LegState transition() {
        LegState state = LegState.NEW;
        for (Input input : answeredAndEnded) {
            state = state.on(input);
        }
        return state;
    }
}
