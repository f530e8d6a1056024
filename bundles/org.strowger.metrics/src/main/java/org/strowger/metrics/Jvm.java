// SPDX-License-Identifier: Apache-2.0
package org.strowger.metrics;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** What the Java machine says of itself, under the names that Prometheus' own client uses. */
final class Jvm {
    private Jvm() {}

    static void write(Exposition to) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
        to.metric("jvm_memory_used_bytes", "gauge", "Memory in use.")
                .sample("jvm_memory_used_bytes", heap.getUsed(), "area", "heap")
                .sample("jvm_memory_used_bytes", other.getUsed(), "area", "nonheap");
        to.metric("jvm_memory_max_bytes", "gauge", "The most memory that can be used.")
                .sample("jvm_memory_max_bytes", heap.getMax(), "area", "heap");
        to.metric("jvm_threads_current", "gauge", "Threads.")
                .sample(
                        "jvm_threads_current",
                        ManagementFactory.getThreadMXBean().getThreadCount());
        to.metric("jvm_gc_collections_total", "counter", "Garbage collections.");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            to.sample("jvm_gc_collections_total", collector.getCollectionCount(), "gc", collector.getName());
        }
        to.metric("jvm_gc_collection_seconds_total", "counter", "Time spent collecting garbage.");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            to.sample(
                    "jvm_gc_collection_seconds_total", collector.getCollectionTime() / 1e3, "gc", collector.getName());
        }
        to.metric("process_start_time_seconds", "gauge", "When the process began, since 1970.")
                .sample(
                        "process_start_time_seconds",
                        ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
    }
}
