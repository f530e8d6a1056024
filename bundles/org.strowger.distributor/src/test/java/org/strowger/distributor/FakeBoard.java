// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Switchboard;
import org.strowger.testkit.FakeLeg;

/** The switchboard, of which calls are made and nothing else is asked: legs {@code out-1}, {@code out-2} and so on. */
final class FakeBoard implements ComponentServiceObjects<Switchboard> {
    final List<Origination> originations = new ArrayList<>();
    private final Switchboard board;

    /** @param legs where each leg is put */
    FakeBoard(Map<String, FakeLeg> legs) {
        board = (Switchboard) Proxy.newProxyInstance(
                Switchboard.class.getClassLoader(), new Class<?>[] {Switchboard.class}, (proxy, method, arguments) -> {
                    originations.add((Origination) arguments[0]);
                    String id = "out-" + originations.size();
                    legs.put(id, FakeLeg.b(id, Runnable::run).asLocal());
                    return legs.get(id);
                });
    }

    @Override
    public Switchboard getService() {
        return board;
    }

    @Override
    public void ungetService(Switchboard service) {
        assertThat(service).isSameAs(board);
    }

    @Override
    public ServiceReference<Switchboard> getServiceReference() {
        throw new AssertionError("nobody asks");
    }
}
