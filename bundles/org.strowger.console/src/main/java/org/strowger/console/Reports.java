// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.call.Step;
import org.strowger.api.console.Report;
import org.strowger.api.sip.ListenerInfo;

/** What the contract's records look like in a report. */
public final class Reports {
    private static final String[] CALL = {
        "id", "state", "from", "to", "destination", "callin", "callout", "rule", "began", "answered"
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

    /** A row for each role. */
    public static Report roles(List<RoleInfo> roles) {
        Report.Builder report = Report.columns("name", "parts", "ranking", "bundle", "version", "claimed", "failed");
        for (RoleInfo role : roles) {
            report.row(
                    role.name(),
                    role.parts(),
                    role.ranking(),
                    role.bundle(),
                    role.version(),
                    role.claimed(),
                    role.failed());
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
