// SPDX-License-Identifier: Apache-2.0
package org.strowger.echo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.MediaPort;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Status;

/** A port without sockets, that writes down what it was asked, and refuses a description that says {@code refuse}. */
final class FakePort implements MediaPort {
    static final Body ANSWER = Body.sdp("our answer");
    static final Body OFFER = Body.sdp("our offer");
    static final Body THEIRS = Body.sdp("theirs");
    static final Body REFUSED = Body.sdp("refuse");

    private final List<String> story = new ArrayList<>();

    List<String> story() {
        return story;
    }

    @Override
    public Body answer(Body offer, LegAddresses peer) throws MediaException {
        note("answer", offer);
        return ANSWER;
    }

    @Override
    public Body offer(LegAddresses peer) {
        story.add("offer");
        return OFFER;
    }

    @Override
    public void accept(Body answer, LegAddresses peer) throws MediaException {
        note("accept", answer);
    }

    @Override
    public Map<String, Object> memory() {
        return Map.of("port", 4000);
    }

    @Override
    public void close() {
        story.add("close");
    }

    private void note(String deed, Body body) throws MediaException {
        if (body.equals(REFUSED)) {
            throw new MediaException(Status.of(488), "refused");
        }
        story.add(deed + " " + body.text());
    }
}
