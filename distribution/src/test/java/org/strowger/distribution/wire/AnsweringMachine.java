// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.strowger.api.call.Application;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.sip.Body;

/**
 * Not a test, but an application that {@link PluginIT} makes a bundle of and drops into the exchange: it answers the echo test's
 * number, and is asked before the echo test.
 */
public final class AnsweringMachine implements BundleActivator, Callout, Application {
    static final String NAME = "answering-machine";
    static final String NUMBER = "9196";
    static final String SUBJECT = "s=Nobody is at home";

    private static final String DESCRIPTION = String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            SUBJECT,
            "c=IN IP4 127.0.0.1",
            "t=0 0",
            "m=audio 9 RTP/AVP 8",
            "a=inactive",
            "");

    @Override
    public void start(BundleContext context) {
        Map<String, Object> properties = Map.of(Callout.ROLE, NAME, "service.ranking", 1000);
        context.registerService(Callout.class, this, FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service away
    }

    @Override
    public Reach reach(Outgoing outgoing) {
        return outgoing.destination().number().equals(NUMBER)
                ? new Reach.Here(this)
                : new Reach.NotMine("the answering machine is at " + NUMBER);
    }

    @Override
    public void invited(Leg leg, Offer offer) {
        leg.answer(Optional.of(new Body("application/sdp", DESCRIPTION.getBytes(StandardCharsets.US_ASCII))));
    }
}
