// SPDX-License-Identifier: Apache-2.0
package org.strowger.echo;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.strowger.api.call.Application;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Originator;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Switchboard;
import org.strowger.api.media.Media;

/** The echo test: who calls its number, or is called by it, hears their own voice. The smallest of applications. */
@Component(
        service = {Callin.class, Callout.class, Originator.class},
        configurationPid = Echo.PID,
        property = {Callin.ROLE + "=" + Echo.NAME, "service.ranking:Integer=200"})
@Designate(ocd = Echo.Config.class)
public final class Echo implements Callin, Callout, Application, Originator {
    static final String PID = "org.strowger.echo";
    static final String NAME = "echo";

    @ObjectClassDefinition(name = "Strowger echo test", description = "Sends back what the caller says.")
    public @interface Config {
        @AttributeDefinition(
                name = "Number",
                description = "The number that the echo test answers, and calls from. Default 9196.")
        String number() default "9196";
    }

    private final String number;
    private final Media media;
    /** Fetched when it is needed: when it starts it fetches us, and neither can wait for the other. */
    private final ComponentServiceObjects<Switchboard> switchboards;

    @Activate
    public Echo(
            Config config,
            Map<String, Object> properties,
            @Reference Media media,
            @Reference ComponentServiceObjects<Switchboard> switchboards) {
        this.number = config.number().trim();
        this.media = media;
        this.switchboards = switchboards;
        if (!number.matches("[^\\s@]+")) {
            Object file = properties.getOrDefault("felix.fileinstall.filename", PID);
            throw new IllegalArgumentException(file + ": number: '" + number + "' cannot be dialled");
        }
    }

    /** Who is calling? We are, if we say so. */
    @Override
    public Claim claim(Offer offer) {
        return offer.origin().equals(Optional.of(NAME))
                ? new Claim.Known(new Caller(number, "Echo", NAME))
                : new Claim.NotMine("the echo test does not make this call");
    }

    /** How is this number reached? If it is ours: right here. */
    @Override
    public Reach reach(Outgoing outgoing) {
        return outgoing.destination().number().equals(number)
                ? new Reach.Here(this)
                : new Reach.NotMine("the echo test is at " + number);
    }

    /** A call has come for our number. */
    @Override
    public void invited(Leg leg, Offer offer) {
        new EchoCall(leg, media.echo(leg.callId())).answer(offer.request().body());
    }

    /** We call somebody. */
    @Override
    public void originate(String to) {
        Switchboard switchboard = switchboards.getService();
        if (switchboard == null) {
            throw new IllegalStateException("the switchboard is not here");
        }
        try {
            Leg leg = switchboard.originate(new Origination(NAME, number, "Echo", to));
            new EchoCall(leg, media.echo(leg.callId())).dial();
        } finally {
            switchboards.ungetService(switchboard);
        }
    }
}
