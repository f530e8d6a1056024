// SPDX-License-Identifier: Apache-2.0
package org.strowger.metrics;

import java.util.List;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.CallState;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.call.RoleStats;
import org.strowger.api.sip.ListenerInfo;

/** What services say of themselves when they are asked. Pure functions of that. */
final class Gauges {
    private Gauges() {}

    static void calls(Exposition to, List<CallInfo> calls) {
        to.metric("strowger_calls_active", "gauge", "Calls that are up, by state.");
        for (CallState state : CallState.values()) {
            if (state != CallState.ENDED) {
                long count =
                        calls.stream().filter(call -> call.state() == state).count();
                to.sample("strowger_calls_active", count, "state", state.name().toLowerCase(java.util.Locale.ROOT));
            }
        }
        to.metric("strowger_legs_active", "gauge", "Legs of the calls that are up.")
                .sample(
                        "strowger_legs_active",
                        calls.stream().mapToInt(call -> call.legs().size()).sum());
    }

    /** A counter for each question that roles are asked; they begin anew with each version of a bundle. */
    static void roles(Exposition to, List<RoleInfo> roles) {
        to.metric("strowger_role_up", "gauge", "Whether a role is asked, by bundle and version.");
        roles.forEach(role -> to.sample(
                "strowger_role_up",
                role.state() == RoleInfo.State.HERE ? 1 : 0,
                "role",
                role.name(),
                "part",
                role.part(),
                "bundle",
                role.bundle(),
                "version",
                role.version()));
        to.metric("strowger_role_calls_total", "counter", "Calls that a role was asked about, and what came of them.");
        for (RoleInfo role : roles) {
            RoleStats stats = role.stats();
            role(to, role, "offered", stats.offered());
            role(to, role, "claimed", stats.claimed());
            role(to, role, "answered", stats.answered());
            role(to, role, "failed", stats.failed());
            role(to, role, "late", stats.late());
        }
    }

    private static void role(Exposition to, RoleInfo role, String result, long count) {
        to.sample(
                "strowger_role_calls_total",
                count,
                "role",
                role.name(),
                "part",
                role.part(),
                "version",
                role.version(),
                "result",
                result);
    }

    static void listeners(Exposition to, List<ListenerInfo> listeners) {
        to.metric("strowger_listener_up", "gauge", "Whether a SIP listener is bound.");
        listeners.forEach(listener -> to.sample(
                "strowger_listener_up",
                listener.listening() ? 1 : 0,
                "listener",
                listener.name(),
                "transport",
                listener.transport().token()));
    }

    /** Every table of the process: registrations, RTP ports, transactions. */
    static void tables(Exposition to, List<Audited> audited) {
        to.metric("strowger_table_entries", "gauge", "Entries of a table, such as bindings or RTP ports.");
        for (Audited one : audited) {
            for (Table table : one.tables()) {
                to.sample("strowger_table_entries", table.size(), "subject", one.subject(), "table", table.name());
            }
        }
    }
}
