// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TapeTest {
    static Item.Message message(long millis, boolean sent, String text) {
        return new Item.Message(
                millis, sent, "udp 192.0.2.1:5060 192.0.2.7:5070", text.getBytes(StandardCharsets.UTF_8));
    }

    static Item.Decision decision(long millis, String call, String kind, String words, String... ids) {
        return new Item.Decision(millis, call, kind, words, List.of(ids), "");
    }

    private static List<Item> all(Tape tape) {
        List<Item> items = new ArrayList<>();
        tape.play(Long.MIN_VALUE, Long.MAX_VALUE, items::add);
        return items;
    }

    private static String invite(int call) {
        return "INVITE sip:1002@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK" + call * 7919L
                + "\r\nFrom: <sip:1001@192.0.2.7>;tag=" + call + "\r\nTo: <sip:1002@192.0.2.1>\r\nCall-ID: id-" + call
                + "@192.0.2.7\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\nUser-Agent: a phone\r\n"
                + "Contact: <sip:1001@192.0.2.7:5070>\r\nContent-Type: application/sdp\r\n\r\nv=0\r\no=- " + call
                + " 1 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 8 101\r\n";
    }

    @Test
    void whatWasLaidOnItIsPlayedAsItWas() {
        Tape tape = new Tape(1 << 20);
        List<Item> items = List.of(
                message(1, false, "OPTIONS sip:a SIP/2.0\r\n\r\n"),
                decision(2, "c1", "offered", "1001 dials 1002, from here", "id-1", "id-2"),
                decision(3, "c1", "ended", "200 OK"));
        tape.add(items);

        assertThat(all(tape)).isEqualTo(items);
    }

    @Test
    void itHoldsTheNewestAndNoMoreThanItMay() {
        Tape tape = new Tape(300_000);
        for (int call = 0; call < 20_000; call++) {
            tape.add(List.of(message(call, false, invite(call))));
        }
        List<Item> left = all(tape);

        assertThat(tape.bytes()).isLessThan(300_000 + 700_000);
        assertThat(left.get(left.size() - 1).millis()).isEqualTo(19_999);
        assertThat(left.get(0).millis()).isEqualTo(tape.begins()).isPositive();
        assertThat(left).extracting(Item::millis).isSorted();
        assertThat(left.size()).as("of 20,000 messages").isLessThan(20_000).isGreaterThan(4_000);
    }

    @Test
    void onlyPiecesOfTheTimeAreUnpacked() {
        Tape tape = new Tape(64 << 20);
        tape.add(IntStream.range(0, 10_000)
                .mapToObj(call -> (Item) message(call, false, invite(call)))
                .toList());
        List<Item> some = new ArrayList<>();
        tape.play(9_990, 9_995, some::add);

        assertThat(some.size()).isLessThan(3_000);
        assertThat(some).extracting(Item::millis).contains(9_990L, 9_995L);
    }

    @Test
    void whatComesInAHurryIsKeptAsItIs() {
        Tape tape = new Tape(64 << 20);
        List<Item> items = IntStream.range(0, 2_000)
                .mapToObj(call -> (Item) message(call / 100, false, invite(call)))
                .toList();
        tape.add(items);

        assertThat(all(tape)).isEqualTo(items);
        assertThat(tape.bytes()).isGreaterThan(800_000);
    }
}
