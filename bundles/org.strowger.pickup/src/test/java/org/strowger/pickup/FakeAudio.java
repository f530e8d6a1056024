// SPDX-License-Identifier: Apache-2.0
package org.strowger.pickup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.Query;
import org.strowger.api.media.Announcement;
import org.strowger.api.media.Audio;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Quality;
import org.strowger.api.media.Sound;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Status;

/** Audio without sockets and time: it writes down what is asked. */
final class FakeAudio implements Audio {
    static final Body REFUSED = Body.sdp("refuse");

    final Map<String, Port> ports = new HashMap<>();

    @Override
    public AudioPort port(
            String callId, Map<String, Object> memory, Executor queue, Consumer<? super AudioEvent> listener) {
        Port port = memory.isEmpty() ? new Port(callId) : ports.get((String) memory.get("port"));
        ports.put(callId, port);
        port.listener = listener;
        return port;
    }

    @Override
    public Duration length(Sound sound, String language) {
        return Duration.ZERO;
    }

    /** One end. */
    final class Port implements AudioPort {
        final List<String> story = new ArrayList<>();
        private final String callId;
        private Consumer<? super AudioEvent> listener;

        Port(String callId) {
            this.callId = callId;
        }

        void tell(AudioEvent event) {
            listener.accept(event);
        }

        @Override
        public void play(Announcement announcement) {
            throw new AssertionError("nothing is played");
        }

        @Override
        public void stop() {
            story.add("stop");
        }

        @Override
        public boolean info(Query info) {
            return false;
        }

        @Override
        public void press(String keys) {
            story.add("press " + keys);
        }

        @Override
        public void record(Path file, boolean stereo) {
            throw new AssertionError("nothing is recorded");
        }

        @Override
        public void stopRecording() {
            throw new AssertionError("nothing is recorded");
        }

        @Override
        public AudioPort beside(String other, Executor queue, Consumer<? super AudioEvent> heard) {
            return port(other, Map.of(), queue, heard);
        }

        @Override
        public void join(AudioPort other) {
            story.add("join " + ((Port) other).callId);
        }

        @Override
        public void part() {
            story.add("part");
        }

        @Override
        public Quality quality() {
            return new Quality(0, 0, 0, 0, -1, -1);
        }

        @Override
        public void leave() {
            listener = null;
        }

        @Override
        public Body answer(Body offer, LegAddresses peer) throws MediaException {
            if (offer.equals(REFUSED)) {
                throw new MediaException(Status.of(488), "refused");
            }
            return Body.sdp("answer of " + callId);
        }

        @Override
        public Body offer(LegAddresses peer) {
            return Body.sdp("offer of " + callId);
        }

        @Override
        public void accept(Body answer, LegAddresses peer) throws MediaException {
            if (answer.equals(REFUSED)) {
                throw new MediaException(Status.of(488), "refused");
            }
            story.add("accept");
        }

        @Override
        public Map<String, Object> memory() {
            return Map.of("port", callId);
        }

        @Override
        public void close() {
            story.add("close");
        }
    }
}
