// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.strowger.api.sip.ClientRequest;
import org.strowger.api.sip.ClientResult;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipUri;

/**
 * Asks the server that a line is registered with, time and again, whether it is there, by OPTIONS (RFC 3261 section 11): so that a line
 * moves before calls fail. Confined to the line's thread.
 */
final class LineWatch {
    /** So many failures in a row, and the server is lost: one may be chance. */
    private static final int LOST = 2;

    /** No answer for so long is none, or for three quarters of an interval: it is settled before the next question. */
    private static final long LONGEST_MILLIS = 5_000;

    private final Line.Desk desk;
    private final Runnable lost;
    private Optional<Future<?>> rounds = Optional.empty();
    private LineSettings line;
    private Flow server;
    private int failures;
    /** Of a question: what belongs to an older one comes too late. */
    private int asked;

    /** @param lost told that the server does not answer; nothing more is asked then */
    LineWatch(Line.Desk desk, Runnable lost) {
        this.desk = desk;
        this.lost = lost;
    }

    /** Watches a server in place of any other, where the line is to be watched. */
    void begin(LineSettings whose, Flow which) {
        stop();
        line = whose;
        server = which;
        long seconds = whose.healthSeconds();
        if (seconds > 0) {
            rounds = Optional.of(desk.executor().scheduleAtFixedRate(this::ask, seconds, seconds, TimeUnit.SECONDS));
        }
    }

    void stop() {
        rounds.ifPresent(timer -> timer.cancel(false));
        rounds = Optional.empty();
        failures = 0;
        asked++;
    }

    private void ask() {
        desk.client().get().ifPresent(client -> {
            int current = ++asked;
            long patience = Math.min(LONGEST_MILLIS, line.healthSeconds() * 750L);
            Future<?> bound = desk.executor().schedule(() -> heard(false, current), patience, TimeUnit.MILLISECONDS);
            client.send(request(), desk.executor(), result -> {
                bound.cancel(false);
                heard(isThere(result), current);
            });
        });
    }

    private ClientRequest request() {
        SipUri domain = SipUri.of("", line.domain(), 0);
        return new ClientRequest(
                "OPTIONS",
                domain,
                NameAddr.of(domain.withNumber(line.user())),
                NameAddr.of(domain),
                UUID.randomUUID().toString(),
                1,
                server,
                line.proxy().map(Registering::route).stream().toList(),
                Optional.of(SipUri.ours("")),
                Optional.empty(),
                List.of());
    }

    /** Whoever answers is there, whatever it says, unless that is that it cannot serve. */
    private static boolean isThere(ClientResult result) {
        return result instanceof ClientResult.Answered answered
                && answered.reply().status().code() != 408
                && answered.reply().status().code() != 503;
    }

    private void heard(boolean there, int of) {
        if (of != asked) {
            return;
        }
        asked++;
        failures = there ? 0 : failures + 1;
        if (failures >= LOST) {
            stop();
            lost.run();
        }
    }
}
