// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import java.util.Random;

/** A phone that is called, perhaps with a forking proxy before it, and reacts as it likes. */
final class Callee extends Phone {
    private static final int[] REFUSALS = {302, 401, 404, 408, 480, 486, 488, 487, 500, 503, 603};

    /** What it makes of a CANCEL. */
    private enum Manner {
        CANCELS,
        ANSWERS_FIRST,
        KNOWS_NO_INVITE,
        SAYS_NOTHING
    }

    private final Manner manner;
    private final boolean describes;
    private int tags;

    Callee(World world, int call, String host, Random chance) {
        super(world, call, host, chance);
        int kind = chance.nextInt(20);
        this.manner = kind < 14
                ? Manner.CANCELS
                : kind < 17 ? Manner.ANSWERS_FIRST : kind < 18 ? Manner.KNOWS_NO_INVITE : Manner.SAYS_NOTHING;
        this.describes = !perhaps(0.03);
        if (perhaps(0.05)) {
            fallSilent();
        }
    }

    private String tag() {
        return "b" + call + "-" + ++tags;
    }

    @Override
    void called(Message request, Server server) {
        if (!request.method().equals("INVITE")) {
            server.respond(405, "none", "");
            return;
        }
        String tag = tag();
        if (perhaps(0.08)) {
            after(sometime(25_000), this::fallSilent);
        }
        if (perhaps(0.5)) {
            after(sometime(800), () -> say(server, 100, tag, ""));
        }
        for (int i = chance.nextInt(4); i > 0; i--) {
            int what = chance.nextInt(3);
            after(sometime(4_000), () -> say(server, what == 0 ? 183 : 180, tag, what == 0 ? sdp() : ""));
        }
        double what = chance.nextDouble();
        if (what < 0.65) {
            after(sometime(9_000), () -> answer(server, tag));
            for (int i = perhaps(0.12) ? 1 + chance.nextInt(2) : 0; i > 0; i--) {
                after(sometime(10_000), () -> fork(server));
            }
        } else if (what < 0.9) {
            int status = REFUSALS[chance.nextInt(REFUSALS.length)];
            after(sometime(9_000), () -> refuse(server, status, tag));
        }
    }

    private void say(Server invite, int status, String tag, String body) {
        if (!invite.answered()) {
            invite.respond(status, tag, body);
        }
    }

    private void refuse(Server invite, int status, String tag) {
        if (!invite.answered()) {
            invite.respond(status, tag, "");
        }
    }

    private void answer(Server invite, String tag) {
        if (!invite.answered()) {
            talk(invite, tag, 0.5);
        }
    }

    /** Another phone behind the proxy answers too. */
    private void fork(Server invite) {
        if (!talks().isEmpty()) {
            talk(invite, tag(), 0.1);
        }
    }

    private void talk(Server invite, String tag, double hangsUp) {
        Talk talk = Talk.answering(this, invite.request(), tag);
        talks().add(talk);
        talk.accept(invite, describes ? sdp() : "");
        talk.live(hangsUp);
    }

    @Override
    void cancelled(Server cancel, Server invite) {
        if (invite.answered() || !talks().isEmpty()) {
            super.cancelled(cancel, invite);
            return;
        }
        switch (manner) {
            case CANCELS -> super.cancelled(cancel, invite);
            case ANSWERS_FIRST -> {
                answer(invite, tag());
                cancel.respond(200, "cancel", "");
            }
            case KNOWS_NO_INVITE -> {
                cancel.respond(481, "none", "");
                after(sometime(1_000), () -> answer(invite, tag()));
            }
            case SAYS_NOTHING -> cancel.respond(200, "cancel", "");
        }
    }
}
