// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import java.text.ParseException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.strowger.sip.parser.QuickParser;

/** Each usual message by the stack's own parser and by ours. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ParserBenchmark {
    @Param({"INVITE", "180", "200", "ACK", "BYE", "REGISTER"})
    private String message;

    @Param({"stock", "quick"})
    private String parser;

    private MessageParser parsing;
    private byte[] bytes;

    @Setup
    public void set() {
        boolean quick = parser.equals("quick");
        parsing = new QuickParser(() -> quick);
        bytes = UsualMessages.bytes(message);
    }

    @Benchmark
    public SIPMessage parse() throws ParseException {
        return parsing.parseSIPMessage(bytes, true, false, null);
    }
}
