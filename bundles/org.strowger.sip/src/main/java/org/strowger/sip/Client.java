// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.sip.ClientRequest;
import org.strowger.api.sip.ClientResult;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.SipClient;

/** Requests of ours outside of a dialog. */
@Component(service = {SipClient.class, Audited.class})
public final class Client implements SipClient, Audited {
    private final Sip sip;
    private final Set<ClientExchange> open = ConcurrentHashMap.newKeySet();

    @Activate
    public Client(@Reference Endpoint endpoint) {
        this.sip = endpoint.sip();
    }

    @Override
    public void send(ClientRequest request, Executor executor, Consumer<? super ClientResult> done) {
        Flow flow = request.flow();
        Optional<Port> port = Hops.isNumeric(flow.host())
                ? sip.ports().towards(flow.transport(), flow.host(), flow.listener())
                : Optional.empty();
        if (port.isEmpty()) {
            String why = Hops.isNumeric(flow.host())
                    ? "no " + flow.transport().token() + " listener of its address family"
                    : "'" + flow.host() + "' is no numeric address";
            executor.execute(() -> done.accept(new ClientResult.Unsent(why, request.cseq())));
            return;
        }
        ClientExchange exchange =
                new ClientExchange(request, port.get(), sip.connector(), executor, open::remove, done);
        open.add(exchange);
        exchange.begin();
    }

    /** Whoever waits for an answer is told that none will come. */
    @Deactivate
    void deactivate() {
        open.forEach(exchange -> exchange.abandon("the SIP stack stops"));
    }

    @Override
    public String subject() {
        return "client";
    }

    @Override
    public List<Table> tables() {
        return List.of(new Table("requests of ours", open.size(), Long.MAX_VALUE, false, Set.of()));
    }
}
