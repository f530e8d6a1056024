// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.strowger.api.audit.Table;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Switchboard;
import org.strowger.api.route.Router;
import org.strowger.api.sip.SipEndpoint;
import org.strowger.testkit.FakeReference;

/** The engine as it ships, on a clock and timers of the test's, with one role of each kind. */
public final class SimulatedEngine {
    private final Engine engine;

    /** @param settings as Config Admin has them */
    public SimulatedEngine(Map<String, Object> settings, Clock clock, ScheduledExecutorService timer) {
        engine = new Engine(Settings.check(Settings.PID, settings).settings(), clock, timer, () -> 0);
    }

    /** The roles are here, and then the endpoint: calls that lie on legs go on. */
    public void bind(Callin callin, Router router, Callout callout, SipEndpoint endpoint) {
        engine.bindCallin(new FakeReference<>(1, 0, Map.of(Callin.ROLE, "everybody")), callin);
        engine.bindRouter(new FakeReference<>(2, 0, Map.of(Callin.ROLE, "router")), router);
        engine.bindCallout(new FakeReference<>(3, 0, Map.of(Callin.ROLE, "phones")), callout);
        engine.bindEndpoint(endpoint);
    }

    public Switchboard switchboard() {
        return engine;
    }

    /** Lays every call down for the next engine. */
    public void layDown() {
        engine.layDown();
    }

    /** How much is in each table. */
    public Map<String, Integer> tables() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Table table : engine.tables()) {
            sizes.put(table.name(), (int) table.size());
        }
        return sizes;
    }
}
