// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.strowger.api.call.Application;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.sip.Body;

/**
 * Not a test, but a role that {@link FaultyRoleIT} makes bundles of. It has one number, and answers calls to it, as long as it is
 * well. Headers of its manifest say which number, and what is wrong with it, where, and while which file exists.
 */
public final class FaultyRole implements BundleActivator, Callin, Callout, Application {
    static final String NUMBER = "Test-Number";
    static final String FAULT = "Test-Fault";
    static final String PART = "Test-Part";
    static final String WHILE = "Test-While";

    /** What each call leaves behind that leaks: so many megabytes. */
    static final int LEAK = 10;

    private static final long A_MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final List<byte[]> LEAKED = Collections.synchronizedList(new ArrayList<>());

    private String number;
    private String fault;
    private String part;
    private Path sick;

    @Override
    public void start(BundleContext context) {
        Map<String, String> headers = FrameworkUtil.asMap(context.getBundle().getHeaders());
        number = headers.get(NUMBER);
        fault = headers.get(FAULT);
        part = headers.get(PART);
        sick = Path.of(headers.get(WHILE));
        String name = context.getBundle().getSymbolicName();
        String[] types = {Callin.class.getName(), Callout.class.getName()};
        context.registerService(
                types, this, FrameworkUtil.asDictionary(Map.of(Callout.ROLE, name, "service.ranking", 1000)));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the services away
    }

    @Override
    public Claim claim(Offer offer) {
        if (offer.request().uri().number().equals(number)) {
            suffer("claim");
        }
        return new Claim.NotMine("nobody calls by " + number);
    }

    @Override
    public Reach reach(Outgoing outgoing) {
        if (!outgoing.destination().number().equals(number)) {
            return new Reach.NotMine("it is at " + number);
        }
        suffer("reach");
        return new Reach.Here(this);
    }

    @Override
    public void invited(Leg leg, Offer offer) {
        suffer("invited");
        String description = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=" + number
                + "\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\na=inactive\r\n";
        leg.answer(Optional.of(new Body("application/sdp", description.getBytes(StandardCharsets.US_ASCII))));
    }

    private void suffer(String where) {
        if (!where.equals(part) || !Files.exists(sick)) {
            return;
        }
        long end = System.nanoTime() + A_MINUTE;
        switch (fault) {
            case "throws" -> throw new IllegalStateException(number + " is not well");
            case "hangs" -> {
                while (Files.exists(sick) && System.nanoTime() < end) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }
            case "spins" -> {
                int looks = 0;
                while (System.nanoTime() < end && (++looks % 100_000 != 0 || Files.exists(sick))) {
                    Thread.onSpinWait();
                }
            }
            case "leaks" -> LEAKED.add(new byte[LEAK << 20]);
            default -> throw new IllegalArgumentException(fault);
        }
    }
}
