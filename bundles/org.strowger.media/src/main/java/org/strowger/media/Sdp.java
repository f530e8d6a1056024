// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Status;

/**
 * A session description as its lines (RFC 4566). It understands what a relay has to change and no more; everything else
 * stays to the byte, which is why it is read as ISO 8859-1. Lines may end in CR, LF or both, and are written with both.
 *
 * @param session the lines before the first m=
 * @param media one for each m=
 */
record Sdp(List<String> session, List<SdpMedia> media) {
    static Sdp parse(Body body) throws MediaException {
        List<String> session = new ArrayList<>();
        List<SdpMedia> media = new ArrayList<>();
        String stream = null;
        List<String> section = session;
        for (String line : lines(new String(body.bytes(), StandardCharsets.ISO_8859_1))) {
            if (line.isBlank()) {
                continue;
            }
            if (session.isEmpty() && !line.startsWith("v=")) {
                throw unreadable("it begins with '" + line + "' and not with v=");
            }
            if (line.startsWith("m=")) {
                if (stream != null) {
                    media.add(SdpMedia.of(stream, section, session));
                }
                stream = line;
                section = new ArrayList<>();
            } else {
                section.add(line);
            }
        }
        if (stream != null) {
            media.add(SdpMedia.of(stream, section, session));
        }
        if (session.isEmpty()) {
            throw unreadable("it is empty");
        }
        return new Sdp(session, media);
    }

    /** What stands between any CR and LF. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(24);
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '\r' || text.charAt(i) == '\n') {
                if (i > start) {
                    lines.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return lines;
    }

    /** The body that these lines make. */
    static Body body(String contentType, List<String> lines) {
        return new Body(contentType, (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    static MediaException unreadable(String why) {
        return new MediaException(Status.of(488), "session description: " + why);
    }
}
