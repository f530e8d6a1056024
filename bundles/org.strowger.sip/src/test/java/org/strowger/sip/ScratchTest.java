// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;
import org.junit.jupiter.api.Test;
import org.strowger.api.sip.Transport;
import java.util.*;
class ScratchTest {
    @Test void x() throws Exception {
        Endpoint endpoint = new Endpoint(EndpointFixture.config(Map.of()));
        for (Transport t : List.of(Transport.UDP, Transport.TCP)) {
            int bad = 0; int number = EndpointFixture.freePort();
            for (int i = 0; i < 300; i++) {
                try { endpoint.close(endpoint.open(new ListenerSpec("a", t, "127.0.0.1", number, ""))); } catch (java.io.IOException e) { bad++; System.out.println(t+" "+i+" "+e); Thread.sleep(50);}
            }
            System.out.println("RESULT "+t+" bad "+bad);
        }
        System.out.println("threads "+Thread.getAllStackTraces().keySet().stream().filter(x->x.getName().contains("Message")).count());
        endpoint.deactivate();
    }
}
