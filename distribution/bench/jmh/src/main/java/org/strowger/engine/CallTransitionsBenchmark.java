// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

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
import org.strowger.api.call.CallState;
import org.strowger.engine.CallTransitions.Input;

/** A call's way through its states, a transition at a time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CallTransitionsBenchmark {
    private static final int TRANSITIONS = 5;

    // not constant: the compiler must not know the way
    private Input[] secondDestinationAnswers = {
        Input.CALLED_OUT, Input.NEXT_DESTINATION, Input.CALLED_OUT, Input.ANSWERED, Input.OVER
    };

    @Benchmark
    @OperationsPerInvocation(TRANSITIONS)
    public CallState transition() {
        CallState state = CallState.OFFERED;
        for (Input input : secondDestinationAnswers) {
            state = CallTransitions.on(state, input);
        }
        return state;
    }
}
