// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.strowger.api.route.RouteQuery;
import org.strowger.api.route.Trace;

/** Calls to numbers all over a table: half of its rows take one number, half what begins with some digits. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RoutingBenchmark {
    private static final int CALLS = 1024;

    @Param({"10", "1000", "10000"})
    private int rows;

    private Table table;
    private final RouteQuery[] calls = new RouteQuery[CALLS];
    private int next;

    @Setup
    public void fill() {
        Map<String, Object> configuration = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            String to = row % 2 == 0 ? number(row) : number(row) + '*';
            configuration.put("route." + row, "* " + to + " = $to trunk-carrier");
        }
        Reading reading = TableParser.parse(configuration);
        if (!reading.errors().isEmpty()) {
            throw new IllegalStateException(reading.errors().toString());
        }
        table = new Table(reading, Optional.empty());
        for (int i = 0; i < CALLS; i++) {
            int row = (int) ((long) i * rows / CALLS);
            String to = row % 2 == 0 ? number(row) : number(row) + "55";
            calls[i] = new RouteQuery("1001", to, "registrar", Instant.EPOCH);
        }
    }

    private static String number(int row) {
        return Integer.toString(1_000_000 + row * 37);
    }

    @Benchmark
    public Object route() {
        next = (next + 1) % CALLS;
        return table.route(calls[next], Trace.NONE);
    }
}
