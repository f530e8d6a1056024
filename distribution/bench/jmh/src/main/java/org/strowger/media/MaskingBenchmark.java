// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Body;

/** A description, read, masked and written as the other side of a relay is shown it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MaskingBenchmark {
    private static final String OURS = "192.0.2.1";

    private final int[] ports = {20_000};
    private final Body offer = new Body(
            Body.SDP,
            String.join(
                            "\r\n",
                            "v=0",
                            "o=- 53655765 2353687637 IN IP4 192.0.2.7",
                            "s=-",
                            "c=IN IP4 192.0.2.7",
                            "t=0 0",
                            "m=audio 30000 RTP/AVP 8 0 101",
                            "a=rtpmap:8 PCMA/8000",
                            "a=rtpmap:0 PCMU/8000",
                            "a=rtpmap:101 telephone-event/8000",
                            "a=fmtp:101 0-16",
                            "a=ptime:20",
                            "a=sendrecv",
                            "")
                    .getBytes(StandardCharsets.US_ASCII));

    @Benchmark
    public Body mask() throws MediaException {
        return Sdp.body(Body.SDP, SdpMask.lines(Sdp.parse(offer), OURS, ports));
    }
}
