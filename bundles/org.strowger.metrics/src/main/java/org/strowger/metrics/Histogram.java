// SPDX-License-Identifier: Apache-2.0
package org.strowger.metrics;

import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How many durations were how long. Thread-safe. */
final class Histogram {
    private static final double[] BOUNDS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800};

    private final List<LongAdder> buckets =
            Stream.generate(LongAdder::new).limit(BOUNDS.length + 1L).toList();
    private final DoubleAdder sum = new DoubleAdder();

    void observe(double seconds) {
        int bucket = 0;
        while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
            bucket++;
        }
        buckets.get(bucket).increment();
        sum.add(seconds);
    }

    void write(Exposition to, String name, String help) {
        to.metric(name, "histogram", help);
        long count = 0;
        for (int i = 0; i < buckets.size(); i++) {
            count += buckets.get(i).sum();
            double bound = i < BOUNDS.length ? BOUNDS[i] : Double.POSITIVE_INFINITY;
            to.sample(
                    name + "_bucket", count, "le", bound == Double.POSITIVE_INFINITY ? "+Inf" : Double.toString(bound));
        }
        to.sample(name + "_sum", sum.sum());
        to.sample(name + "_count", count);
    }
}
