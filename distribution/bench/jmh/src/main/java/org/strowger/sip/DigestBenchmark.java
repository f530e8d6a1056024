// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.strowger.api.digest.DigestAuthenticator.Verdict;
import org.strowger.api.digest.Ha1;
import org.strowger.testkit.FakeRequest;

/**
 * Credentials that are good, of requests that have just been challenged. Each can be used once, so that a batch of them is made
 * before it is measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(1)
public class DigestBenchmark {
    private static final int BATCH = 10_000;
    private static final String REALM = "strowger";
    private static final FakeRequest REGISTER = FakeRequest.register("1001", "<sip:1001@192.0.2.7>");

    @Param({"MD5", "SHA-256"})
    private String algorithm;

    private final DigestService service =
            new DigestService(DigestSettings.DEFAULT, new byte[] {1}, () -> System.nanoTime() / 1_000_000);
    private final Ha1 account = service.ha1("1001", REALM, "secret");
    private final FakeRequest[] answers = new FakeRequest[BATCH];

    @Setup(Level.Iteration)
    public void answerChallenges() {
        DigestAlgorithm digest = DigestAlgorithm.named(algorithm).orElseThrow();
        for (int i = 0; i < BATCH; i++) {
            Verdict.Challenge challenge = (Verdict.Challenge) verify(REGISTER);
            String nonce = challenge.headers().get(0).value().replaceAll(".*nonce=\"([^\"]*)\".*", "$1");
            DigestCredentials given = new DigestCredentials(
                    "1001", REALM, nonce, "sip:pbx.example", "", algorithm, "c0", "auth", "00000001");
            String response = digest.response(digest.of(account), "REGISTER", given);
            answers[i] = REGISTER.header(
                    "Authorization",
                    "Digest username=\"1001\", realm=\"strowger\", nonce=\"" + nonce
                            + "\", uri=\"sip:pbx.example\", response=\"" + response + "\", algorithm=" + algorithm
                            + ", cnonce=\"c0\", qop=auth, nc=00000001");
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void verify(Blackhole seen) {
        for (FakeRequest answer : answers) {
            Verdict verdict = verify(answer);
            if (!(verdict instanceof Verdict.Verified)) {
                throw new IllegalStateException(verdict.toString());
            }
            seen.consume(verdict);
        }
    }

    private Verdict verify(FakeRequest request) {
        return service.verify(request, REALM, user -> Optional.of(account));
    }
}
