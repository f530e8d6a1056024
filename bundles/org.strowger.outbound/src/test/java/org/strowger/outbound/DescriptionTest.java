// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.dial.Codec;
import org.strowger.api.dial.Srtp;
import org.strowger.api.sip.Body;
import org.strowger.outbound.Description.Judgement;

class DescriptionTest {
    private static final String KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private static final String ANSWER = "v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\n";
    private static final String AUDIO = "m=audio 4000 RTP/AVP 8\r\n";

    private final AtomicInteger calls = new AtomicInteger();
    private final Keys keys = Keys.make(bytes -> Arrays.fill(bytes, (byte) calls.incrementAndGet()));
    private final Description plain = Description.of("192.0.2.1", 10_000, Codec.STANDARD, Keys.NONE, 7);
    private final Description secret = Description.of("2001:db8::1", 10_002, Codec.STANDARD.subList(0, 1), keys, 7);

    private static Judgement judge(Description offer, String answer) {
        return offer.judge(Optional.of(Body.sdp(answer)));
    }

    @Test
    void theOfferListsTheCodecsInOrder() {
        assertThat(plain.text())
                .startsWith("v=0\r\no=- 7 1 IN IP4 192.0.2.1\r\n")
                .contains("\r\nm=audio 10000 RTP/AVP 8 0 9 111 101\r\n", "a=rtpmap:111 opus/48000/2\r\n")
                .contains("a=fmtp:101 0-16\r\n")
                .endsWith("a=sendrecv\r\n");
        assertThat(secret.text())
                .contains("c=IN IP6 2001:db8::1", "m=audio 10002 RTP/SAVP 8\r\n")
                .contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"
                        + keys.inline().get(0) + "\r\n")
                .contains("a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:"
                        + keys.inline().get(1) + "\r\n");
        assertThat(keys.inline()).doesNotHaveDuplicates().allSatisfy(key -> assertThat(key)
                .hasSize(40));
        assertThat(keys.toString() + secret).doesNotContain(keys.inline());
    }

    @Test
    void anAnswerIsUsableWithEachSuite() {
        for (int tag = 1; tag <= 2; tag++) {
            String suite = tag == 1 ? "AES_CM_128_HMAC_SHA1_80" : "AES_CM_128_HMAC_SHA1_32";
            String answer = ANSWER + "m=audio 4000 RTP/SAVP 8\r\na=crypto:" + tag + " " + suite + " inline:" + KEY
                    + "|2^20|1:4\r\n";
            assertThat(judge(secret, answer))
                    .isEqualTo(new Judgement.Usable(
                            answer, Optional.of(new Srtp(suite, keys.inline().get(tag - 1), KEY))));
        }
        assertThat(judge(plain, ANSWER + AUDIO)).isEqualTo(new Judgement.Usable(ANSWER + AUDIO, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=audio 4000 RTP/AVP 8\r\n",
                "m=audio 4000 RTP/SAVP 8\r\n",
                "m=audio 4000 RTP/SAVP 8\r\na=crypto:1 AES_CM_128_HMAC_SHA1_32 inline:" + KEY + "\r\n",
                "m=audio 4000 RTP/SAVP 8\r\na=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "\r\n",
                "m=audio 4000 RTP/SAVP 8\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:short\r\n",
            })
    void nothingGoesOnUnencrypted(String media) {
        assertThat(judge(secret, ANSWER + media)).isInstanceOf(Judgement.Useless.class);
    }

    @Test
    void ourOwnKeySentBackIsNoKey() {
        String echoed = ANSWER + "m=audio 4000 RTP/SAVP 8\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"
                + keys.inline().get(0) + "\r\n";
        assertThat(judge(secret, echoed)).isInstanceOf(Judgement.Useless.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "v=0\r\n",
                ANSWER,
                ANSWER + "m=audio 0 RTP/AVP 8\r\n",
                ANSWER + "m=audio 70000 RTP/AVP 8\r\n",
                ANSWER + "m=audio x RTP/AVP 8\r\n",
                ANSWER + "m=audio 4000 RTP/AVP\r\n",
                ANSWER + AUDIO + "m=video 4002 RTP/AVP 96\r\n",
                "v=0\r\ns=-\r\n" + AUDIO,
            })
    void aBadAnswerIsUseless(String answer) {
        assertThat(judge(plain, answer)).isInstanceOf(Judgement.Useless.class);
    }

    @Test
    void noAnswerIsUselessToo() {
        assertThat(plain.judge(Optional.empty())).isInstanceOf(Judgement.Useless.class);
        Body html = new Body("text/html", (ANSWER + AUDIO).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(plain.judge(Optional.of(html))).isInstanceOf(Judgement.Useless.class);
    }

    @ParameterizedTest
    @CsvSource({"a=sendonly, recvonly", "a=inactive, inactive", "a=sendrecv, sendrecv", "c=IN IP4 0.0.0.0, recvonly"})
    void aHoldIsLet(String line, String direction) {
        Description held = plain.again(Optional.of(Body.sdp(ANSWER + AUDIO + line + "\r\n")));
        assertThat(held.text()).contains("a=" + direction + "\r\n");
        assertThat(held.text().split("a=(sendrecv|recvonly|inactive)")).hasSize(2);
        boolean changed = !direction.equals("sendrecv");
        assertThat(held.text()).contains(changed ? "o=- 7 2 IN" : "o=- 7 1 IN");
        assertThat(held.again(Optional.empty()).text()).contains(changed ? "o=- 7 3 IN" : "o=- 7 1 IN", "a=sendrecv");
    }

    @Test
    void theMediaComeInTheOrderOfTheOffer() {
        List<String> lines =
                plain.again(Optional.of(Body.sdp("a=sendonly"))).text().lines().toList();
        assertThat(lines.indexOf("a=recvonly")).isLessThan(lines.indexOf("m=audio 10000 RTP/AVP 8 0 9 111 101"));
    }
}
