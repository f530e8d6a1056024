// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
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
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Transport;

/** An INVITE, from its bytes to what the other bundles see. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ParsingBenchmark {
    private static final Flow FLOW = new Flow(Transport.UDP, "192.0.2.7", 5060, "udp");

    private final StringMsgParser parser = new StringMsgParser();
    private final byte[] invite = (String.join(
                            "\r\n",
                            "INVITE sip:1002@pbx.example SIP/2.0",
                            "Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK74bf9;rport",
                            "Max-Forwards: 70",
                            "From: \"Alice\" <sip:1001@pbx.example>;tag=9fxced76sl",
                            "To: <sip:1002@pbx.example>",
                            "Call-ID: 3848276298220188511@192.0.2.7",
                            "CSeq: 1 INVITE",
                            "Contact: <sip:1001@192.0.2.7:5060>",
                            "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS",
                            "Supported: replaces, timer",
                            "User-Agent: A Phone 1.0",
                            "Content-Type: application/sdp",
                            "Content-Length: 5")
                    + "\r\n\r\nv=0\r\n")
            .getBytes(StandardCharsets.UTF_8);

    @Benchmark
    public Object parse() throws ParseException {
        return parser.parseSIPMessage(invite, true, false, null);
    }

    @Benchmark
    public Object parseAndView() throws ParseException {
        return new RequestView((SIPRequest) parser.parseSIPMessage(invite, true, false, null), FLOW);
    }
}
