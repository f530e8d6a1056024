// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.media;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** What happens at an {@link AudioPort}, delivered in order on the call's executor. */
public sealed interface AudioEvent {
    /** How an announcement ended. */
    enum End {
        /** It was heard as a whole. */
        WHOLE,
        /** A key was pressed. */
        KEY,
        /** {@link AudioPort#stop}, or another announcement. */
        STOPPED,
        /** It could not be played. */
        FAILED
    }

    /**
     * An announcement is over; exactly once for each.
     *
     * @param reason what could not be played and why; empty unless it failed
     */
    record Played(String id, End end, String reason) implements AudioEvent {
        public Played {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(end, "end");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The far end has pressed a key, once, in however many ways its phone has said so.
     *
     * @param key {@code 0 to 9}, {@code *}, {@code #} or {@code A to D}
     */
    record Key(char key, Way way) implements AudioEvent {
        /** How a key comes. */
        public enum Way {
            /** RFC 4733. */
            EVENT,
            /** SIP INFO, as {@code application/dtmf-relay} or {@code application/dtmf}. */
            INFO,
            /** Two tones in the audio (ITU-T Q.23). */
            TONES
        }

        public Key {
            Objects.requireNonNull(way, "way");
        }
    }

    /** A recording is complete. */
    record Recorded(Path file, Duration length) implements AudioEvent {
        public Recorded {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(length, "length");
        }
    }

    /** A recording could not be begun, or ended early; what there is of it was kept. */
    record RecordingFailed(Path file, String reason) implements AudioEvent {
        public RecordingFailed {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Neither RTP nor RTCP has come for so long, though the far end is not on hold. Once for each silence. */
    record Silent(Duration length) implements AudioEvent {
        public Silent {
            Objects.requireNonNull(length, "length");
        }
    }
}
