// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.call.RoleStats;
import org.strowger.api.call.Step;
import org.strowger.api.console.Report;
import org.strowger.api.sip.ListenerInfo;

/** What the contract's records look like in a report. */
public final class Reports {
    private static final String[] CALL = {
        "id", "state", "from", "to", "destination", "callin", "callout", "rule", "began", "answered"
    };

    private static final String[] ROLE = {
        "name",
        "part",
        "state",
        "ranking",
        "bundle",
        "version",
        "offered",
        "claimed",
        "answered",
        "failed",
        "late",
        "p50",
        "p99"
    };

    private Reports() {}

    /** A row for each call. */
    public static Report calls(List<CallInfo> calls) {
        Report.Builder report = Report.columns(CALL);
        calls.forEach(call -> report.row(values(call)));
        return report.build();
    }

    /** One call with its legs, in one row. */
    public static Report call(CallInfo call) {
        Map<String, Object> row =
                new LinkedHashMap<>(calls(List.of(call)).rows().get(0));
        row.put("legs", legs(call).rows());
        return new Report(List.copyOf(row.keySet()), List.of(row));
    }

    /** One call without its legs, a row for each of its properties. */
    public static Report properties(CallInfo call) {
        Report.Builder report = Report.columns("property", "value");
        Object[] values = values(call);
        for (int i = 0; i < CALL.length; i++) {
            report.row(CALL[i], values[i]);
        }
        return report.build();
    }

    private static Object[] values(CallInfo call) {
        return new Object[] {
            call.id(),
            call.state().name(),
            call.from(),
            call.to(),
            call.destination(),
            call.callin(),
            call.callout(),
            call.rule(),
            call.began(),
            call.answered().orElse(null)
        };
    }

    /** A row for each leg of a call. */
    public static Report legs(CallInfo call) {
        Report.Builder report = Report.columns("side", "state", "peer", "party", "sipCallId");
        for (LegInfo leg : call.legs()) {
            report.row(leg.side().name(), leg.state(), leg.peer(), leg.party(), leg.sipCallId());
        }
        return report.build();
    }

    /**
     * A row for each part of a role.
     *
     * @param buckets whether the times come as their counts too
     */
    public static Report roles(List<RoleInfo> roles, boolean buckets) {
        List<String> columns = new ArrayList<>(List.of(ROLE));
        if (buckets) {
            columns.add("times");
        }
        Report.Builder report = Report.columns(columns.toArray(String[]::new));
        for (RoleInfo role : roles) {
            RoleStats stats = role.stats();
            List<Object> values = new ArrayList<>(List.of(
                    role.name(),
                    role.part(),
                    role.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    role.ranking(),
                    role.bundle(),
                    role.version(),
                    stats.offered(),
                    stats.claimed(),
                    stats.answered(),
                    stats.failed(),
                    stats.late()));
            values.add(Times.quantile(stats.times(), 0.5).orElse(null));
            values.add(Times.quantile(stats.times(), 0.99).orElse(null));
            if (buckets) {
                values.add(Times.buckets(stats.times()));
            }
            report.row(values.toArray());
        }
        return report.build();
    }

    /** A row for each listener. */
    public static Report listeners(List<ListenerInfo> listeners) {
        Report.Builder report =
                Report.columns("name", "transport", "host", "port", "advertised", "listening", "failure");
        for (ListenerInfo listener : listeners) {
            report.row(
                    listener.name(),
                    listener.transport().token(),
                    listener.host(),
                    listener.port(),
                    listener.advertised(),
                    listener.listening(),
                    listener.failure().orElse(null));
        }
        return report.build();
    }

    /** A row for each step. */
    public static Report steps(List<Step> steps) {
        Report.Builder report = Report.columns("stage", "who", "outcome");
        steps.forEach(step -> report.row(step.stage(), step.who(), step.outcome()));
        return report.build();
    }
}
