// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.strowger.api.audit.Table;
import org.strowger.console.Audit.Book;

class AuditTest {
    private static Book perCall(String subject, String name, long size, String... calls) {
        return new Book(subject, new Table(name, size, 100, true, Set.of(calls)));
    }

    private static Audit audit(Set<String> calls, Book... books) {
        return new Audit(Arrays.asList(books), Optional.of(calls), List.of());
    }

    @Test
    void booksThatAgreeWithTheEngineAreClean() {
        Audit audit = audit(
                Set.of("c1", "c2"),
                perCall("sip", "legs", 4, "c1", "c2"),
                perCall("media", "ports", 0),
                new Book("registrar", new Table("bindings", 5, Long.MAX_VALUE, false, Set.of())));

        assertThat(audit.clean()).isTrue();
        assertThat(audit.occupied()).containsExactly("sip legs (4)");
        assertThat(audit.report().rows())
                .extracting(row -> row.get("ok"), row -> row.get("bound"))
                .containsExactly(tuple(true, 100L), tuple(true, 100L), tuple(true, null));
    }

    @Test
    void anEntryOfACallThatTheEngineDoesNotKnowIsAnOrphan() {
        Audit audit = audit(Set.of("c1"), perCall("sip", "legs", 3, "c1", "c9", "c8"));

        assertThat(audit.orphans()).containsExactlyInAnyOrder("c8", "c9");
        assertThat(audit.findings())
                .containsExactly("sip legs: entries of calls that the engine does not know: c8, c9");
        assertThat(audit.report().rows().get(0)).containsEntry("orphans", 2).containsEntry("ok", false);
    }

    @Test
    void ofManyOrphansOnlyTheFirstAreNamed() {
        Audit audit = audit(Set.of(), perCall("sip", "legs", 7, "1", "2", "3", "4", "5", "6", "7"));

        assertThat(audit.findings().get(0)).endsWith("1, 2, 3, 4, 5 and 2 more");
    }

    @Test
    void namelessEntriesAreWrongOnlyWhenThereIsNoCallAtAll() {
        assertThat(audit(Set.of("c1"), perCall("engine", "waiting", 1)).clean()).isTrue();
        assertThat(audit(Set.of(), perCall("engine", "waiting", 1)).findings())
                .containsExactly("engine waiting: not empty, though there is no call");
    }

    @Test
    void aTableAboveItsBoundIsWrongWhosoeverItIs() {
        Book book = new Book("digest", new Table("nonces", 11, 10, false, Set.of()));

        assertThat(audit(Set.of(), book).findings())
                .containsExactly("digest nonces: holds 11, more than its bound of 10");
    }

    @Test
    void tablesThatAreNotOfCallsMayNameWhomTheyLike() {
        Book book = new Book("records", new Table("written", 1, 10, false, Set.of("c9")));

        assertThat(audit(Set.of(), book).clean()).isTrue();
    }

    @Test
    void withoutAnEngineNothingCanBeSaidToBeClean() {
        Audit audit = new Audit(List.of(perCall("sip", "legs", 1, "c1")), Optional.empty(), List.of("media: broken"));

        assertThat(audit.findings())
                .containsExactly("the engine is not there: nobody knows which calls are up", "media: broken");
        assertThat(audit.orphans()).isEmpty();
    }
}
