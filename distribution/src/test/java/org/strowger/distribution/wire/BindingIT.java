// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a registration binds, and for how long: RFC 3261 section 10.3. */
@Wire
final class BindingIT {
    @Test
    @DisplayName("R5: too short is refused with the least, too long is clipped, nothing said is an hour")
    void expiryIsKeptWithinBounds(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        RawPhone phone = lab.udpPhone();
        String contact = "<sip:me@" + phone.local() + ">";

        Message tooShort = Phones.register(phone, account, contact, "Expires: 5");
        assertThat(tooShort.status()).isEqualTo(423);
        assertThat(tooShort.header("Min-Expires")).isEqualTo("60");
        assertThat(Phones.bindings(lab, account)).isEmpty();

        assertThat(expires(Phones.register(phone, account, contact, "Expires: 86400")))
                .isBetween(7190, 7200);
        assertThat(expires(Phones.register(phone, account, contact))).isBetween(3590, 3600);
        assertThat(expires(Phones.register(phone, account, contact, "Expires: 60")))
                .isBetween(50, 60);
    }

    /** What was granted to the only contact. */
    private static int expires(Message answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.values("Contact")).hasSize(1);
        return Integer.parseInt(
                Message.parameterOf(answer.header("Contact"), "expires").orElseThrow());
    }

    @Test
    @DisplayName("R6: a contact's own expires beats the header, 0 removes that contact alone, * removes all")
    void aContactGoesAloneOrWithAllOthers(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        RawPhone phone = lab.udpPhone();
        String desk = "<sip:desk@" + phone.local() + ">";
        String hall = "<sip:hall@" + phone.local() + ">";

        Message both = Phones.register(phone, account, desk + ";expires=600, " + hall, "Expires: 1200");
        assertThat(both.values("Contact")).hasSize(2);
        assertThat(both.values("Contact")).anySatisfy(contact -> {
            assertThat(contact).startsWith(desk);
            assertThat(Integer.parseInt(Message.parameterOf(contact, "expires").orElseThrow()))
                    .isBetween(590, 600);
        });
        assertThat(both.values("Contact")).anySatisfy(contact -> {
            assertThat(contact).startsWith(hall);
            assertThat(Integer.parseInt(Message.parameterOf(contact, "expires").orElseThrow()))
                    .isBetween(1190, 1200);
        });

        Message one = Phones.register(phone, account, desk + ";expires=0", "Expires: 3600");
        assertThat(one.values("Contact")).singleElement().asString().startsWith(hall);

        assertThat(Phones.register(phone, account, "*").status())
                .as("* without Expires: 0")
                .isEqualTo(400);
        assertThat(Phones.register(phone, account, "*", "Expires: 60").status()).isEqualTo(400);
        assertThat(Phones.bindings(lab, account)).hasSize(1);

        Message none = Phones.register(phone, account, "*", "Expires: 0");
        assertThat(none.status()).isEqualTo(200);
        assertThat(none.values("Contact")).isEmpty();
        assertThat(Phones.bindings(lab, account)).isEmpty();
    }

    @Test
    @DisplayName("R7: two phones are listed together, and what was overtaken changes nothing")
    void aRequestThatWasOvertakenChangesNothing(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        RawPhone desk = lab.udpPhone();
        RawPhone hall = lab.udpPhone();
        Phones.bind(desk, account, "sip:desk@" + desk.local());
        assertThat(Phones.bind(hall, account, "sip:hall@" + hall.local()).values("Contact"))
                .hasSize(2);

        String contact = "<sip:desk@" + desk.local() + ">";
        Request request = Request.register(desk, account.number())
                .header("Contact", contact)
                .cseq(100);
        Digest digest = Digest.of(desk.ask(request), "MD5");
        assertThat(desk.ask(request.answering(digest, account, 1)).status()).isEqualTo(200);

        Request overtaken = request.answering(digest, account, 2).cseq(50).header("Expires", "0");
        assertThat(desk.ask(overtaken).status()).isEqualTo(500);
        assertThat(Phones.bindings(lab, account)).hasSize(2).anySatisfy(it -> assertThat(it)
                .startsWith(contact));
    }

    @Test
    @DisplayName("R8: refreshes, each with another From tag, keep one binding and extend it")
    void refreshesKeepOneBinding(Exchange exchange, Lab lab) {
        Account account = exchange.account();

        SippRun phone = lab.sipp("register_refreshed_with_new_tags").as(account).run();

        List<Message> granted = phone.received().stream()
                .filter(answer -> answer.status() == 200)
                .toList();
        assertThat(granted).hasSize(5).allSatisfy(answer -> assertThat(answer.values("Contact"))
                .hasSize(1));
        assertThat(expires(granted.get(0))).isLessThanOrEqualTo(120);
        assertThat(expires(granted.get(4))).isGreaterThan(500);
        List<String> tags = phone.packets().stream()
                .filter(packet -> packet.is("REGISTER"))
                .map(packet -> packet.message().parameter("From", "tag").orElse(""))
                .distinct()
                .toList();
        assertThat(tags).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    @DisplayName("R11: a binding that has expired is gone")
    void anExpiredBindingIsGone(Exchange exchange, Lab lab) {
        try (Exchange.Change shorter =
                exchange.configure("org.strowger.registrar.cfg", "expires.min = 1\nsweep.period = 1\n")) {
            Account account = exchange.account();
            RawPhone phone = lab.udpPhone();
            String contact = "<sip:me@" + phone.local() + ">";
            Await.until(
                    "the least expiry is 1 s",
                    Duration.ofSeconds(10),
                    () -> Phones.register(phone, account, contact, "Expires: 2").status() == 200);
            assertThat(Phones.bindings(lab, account)).hasSize(1);

            Await.until("the binding expires", Duration.ofSeconds(10), () -> Phones.bindings(lab, account)
                    .isEmpty());
            assertThat(Phones.refusalOfTrunkCall(lab, account.number()).status())
                    .isEqualTo(480);
        }
    }

    @Test
    @DisplayName("one contact too many is refused, and those that are there stay")
    void oneContactTooManyIsRefused(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        RawPhone phone = lab.udpPhone();
        for (int i = 0; i < 10; i++) {
            Phones.bind(phone, account, "sip:phone" + i + "@" + phone.local());
        }

        assertThat(Phones.register(phone, account, "<sip:phone10@" + phone.local() + ">")
                        .status())
                .isEqualTo(403);
        assertThat(Phones.bindings(lab, account)).hasSize(10);
    }
}
