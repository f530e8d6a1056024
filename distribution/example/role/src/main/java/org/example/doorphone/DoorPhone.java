package org.example.doorphone;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Target;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipUri;

/** A number that rings a door phone: a device at a fixed address, which does not register. */
@Component(
        service = {Callout.class, DoorPhone.class},
        configurationPid = "org.example.doorphone",
        property = {Callout.ROLE + "=doorphone", "osgi.command.scope=pbx", "osgi.command.function=doorphone"})
@Designate(ocd = DoorPhone.Config.class)
public final class DoorPhone implements Callout {
    @ObjectClassDefinition(name = "Door phone")
    public @interface Config {
        @AttributeDefinition(description = "The number to dial.")
        String number() default "1900";

        @AttributeDefinition(description = "The door phone's SIP URI, such as sip:gate@192.0.2.7. Empty: there is none.")
        String uri() default "";
    }

    private final Config config;
    private final AtomicLong rung = new AtomicLong();

    @Activate
    public DoorPhone(Config config) {
        this.config = config;
    }

    /** How is this number reached? Asked for every call that a route does not send elsewhere; must not block. */
    @Override
    public Reach reach(Outgoing call) {
        if (!call.destination().number().equals(config.number())) {
            return new Reach.NotMine("the door phone is at " + config.number());
        }
        if (config.uri().isEmpty()) {
            return new Reach.Unavailable(SipReply.of(480), "there is no door phone");
        }
        rung.incrementAndGet();
        SipUri uri = SipUri.parse(config.uri());
        NameAddr from = NameAddr.of(SipUri.ours(call.destination().callerNumber()));
        return new Reach.Targets(List.of(new Target(uri, from, NameAddr.of(uri), Optional.empty(), List.of(), List.of())));
    }

    /** The console command pbx:doorphone. */
    public void doorphone() {
        String rings = config.uri().isEmpty() ? "nobody" : config.uri();
        System.out.println(config.number() + " rings " + rings + ", rung " + rung);
    }
}
