// SPDX-License-Identifier: Apache-2.0
package org.strowger.metrics;

import java.math.BigDecimal;

/** Metrics in the text format of Prometheus (version 0.0.4). Not thread-safe. */
final class Exposition {
    private final StringBuilder text = new StringBuilder(16 << 10);

    /** Begins a metric; its samples follow. */
    Exposition metric(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /** As {@link #sample(String, double, String...)}. */
    Exposition sample(String name, long value, String... labels) {
        return line(name, Long.toString(value), labels);
    }

    /** @param labels names and values in turn */
    Exposition sample(String name, double value, String... labels) {
        return line(name, number(value), labels);
    }

    private Exposition line(String name, String value, String... labels) {
        text.append(name);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            text.append(escaped(labels[i + 1])).append('"');
        }
        text.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : BigDecimal.valueOf(value).toPlainString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
