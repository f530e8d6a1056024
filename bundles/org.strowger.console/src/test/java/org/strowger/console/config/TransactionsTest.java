// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.config.Problem;
import org.strowger.console.config.Transactions.Difference;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

class TransactionsTest {
    private static final Pid ROUTER = Pid.parse("org.strowger.router");
    private static final Pid OLD = Pid.parse("org.strowger.trunk-old");
    private static final Pid NEW = Pid.parse("org.strowger.trunk-new");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final StillClock clock = new StillClock();
    private final ManualScheduler timer = new ManualScheduler(clock);
    private final FakeExchange exchange = new FakeExchange();
    private Transactions transactions = started();

    @BeforeEach
    void configure() {
        exchange.put("org.strowger.router", "# rows\nroute.1 = a\n");
        exchange.put("org.strowger.trunk-old", "host = x\n");
    }

    private Transactions started() {
        Transactions started = new Transactions(exchange.vault(), exchange, exchange, clock, timer);
        started.recover();
        return started;
    }

    /** A change of one file, a new one, and one that goes. */
    private void stage() throws Exception {
        transactions.begin("ann");
        transactions.set(ROUTER, "route.1", "b");
        transactions.set(NEW, "host", "y");
        transactions.delete(OLD);
    }

    private static final Map<String, String> BEFORE =
            Map.of("org.strowger.router", "# rows\nroute.1 = a\n", "org.strowger.trunk~old", "host = x\n");
    private static final Map<String, String> AFTER =
            Map.of("org.strowger.router", "# rows\nroute.1 = b\n", "org.strowger.trunk~new", "host = y\n");

    /** Files as they should be, and Config Admin with them. */
    private void assertIs(Map<String, String> etc) {
        assertThat(exchange.etc()).isEqualTo(etc);
        Map<String, Object> admin = new TreeMap<>();
        etc.forEach((pid, text) -> admin.put(pid, CfgText.properties(text, name -> "")));
        assertThat(exchange.admin).isEqualTo(admin);
    }

    @Test
    void nothingChangesBeforeTheCommitAndEverythingDoesThen() throws Exception {
        stage();
        assertIs(BEFORE);

        assertThat(transactions.commit(Optional.empty())).isEmpty();

        assertIs(AFTER);
        assertThat(transactions.state()).isEmpty();
    }

    @Test
    void whatIsNewComesFirstAndWhatGoesIsLast() throws Exception {
        stage();
        transactions.commit(Optional.of(MINUTE));
        assertThat(exchange.told).containsExactly(NEW.id(), ROUTER.id(), OLD.id());

        exchange.told.clear();
        transactions.rollback();
        assertThat(exchange.told).containsExactly(OLD.id(), ROUTER.id(), NEW.id());
    }

    @Test
    void theDifferenceIsShownKeyByKeyAndSecretsAreNot() throws Exception {
        stage();
        transactions.set(NEW, "password", "sesame");

        assertThat(transactions.diff())
                .containsExactly(
                        difference(ROUTER, "route.1", "a", "b"),
                        difference(NEW, "host", null, "y"),
                        difference(NEW, "password", null, "***"),
                        difference(OLD, "host", "x", null));
        assertThat(transactions.state()).contains("begun by ann at " + clock.instant());
    }

    private static Difference difference(Pid pid, String key, String before, String after) {
        return new Difference(
                pid, "/etc/" + pid.fileName(), key, Optional.ofNullable(before), Optional.ofNullable(after));
    }

    @Test
    void aKeyThatIsSetAndUnsetIsNoChange() throws Exception {
        transactions.begin("ann");
        transactions.set(ROUTER, "route.2", "x");
        transactions.unset(ROUTER, "route.2");

        assertThat(transactions.diff()).isEmpty();
        assertThatThrownBy(() -> transactions.unset(ROUTER, "route.2"))
                .hasMessage("org.strowger.router has no key route.2");
        assertThatThrownBy(() -> transactions.delete(NEW)).hasMessage("org.strowger.trunk~new is not there");
    }

    @Test
    void afterADeletionAConfigurationBeginsAnew() throws Exception {
        transactions.begin("ann");
        transactions.delete(ROUTER);
        transactions.set(ROUTER, "route.9", "z");
        transactions.commit(Optional.empty());

        assertThat(exchange.etc()).containsEntry("org.strowger.router", "route.9 = z\n");
    }

    @Test
    void thereIsOneTransactionForTheExchange() throws Exception {
        assertThatThrownBy(() -> transactions.set(ROUTER, "a", "b")).hasMessageStartingWith("there is no transaction");
        transactions.begin("ann");
        assertThatThrownBy(() -> transactions.begin("bob"))
                .hasMessageStartingWith("a transaction was begun by ann at ");
        assertThatThrownBy(() -> transactions.commit(Optional.empty())).hasMessage("nothing is staged");

        transactions.rollback();
        transactions.begin("bob");
    }

    @Test
    void whatIsStagedOutlivesTheProcess() throws Exception {
        stage();
        transactions = started();

        transactions.commit(Optional.empty());
        assertIs(AFTER);
    }

    @Test
    void everyErrorOfEveryConfigurationIsNamedAndNothingIsApplied() throws Exception {
        stage();
        transactions.set(ROUTER, "bad", "1");
        transactions.set(NEW, "bad", "1");
        transactions.set(NEW, "odd", "1");

        assertThatThrownBy(() -> transactions.commit(Optional.empty()))
                .isInstanceOfSatisfying(TransactionException.class, refused -> assertThat(refused.findings())
                        .extracting(finding ->
                                finding.error() + " " + finding.problem().pid() + " "
                                        + finding.problem().key())
                        .containsExactly(
                                "true org.strowger.router bad",
                                "true org.strowger.trunk~new bad",
                                "false org.strowger.trunk~new odd"));
        assertIs(BEFORE);
        assertThat(exchange.told).isEmpty();
    }

    @Test
    void aWarningDoesNotStandInTheWay() throws Exception {
        transactions.begin("ann");
        transactions.set(ROUTER, "odd", "1");

        assertThat(transactions.commit(Optional.empty())).hasSize(1);
    }

    @Test
    void whatSomeoneElseChangedMeanwhileIsNotOverwritten() throws Exception {
        stage();
        exchange.put("org.strowger.router", "route.1 = c\n");

        assertThatThrownBy(() -> transactions.commit(Optional.empty()))
                .isInstanceOfSatisfying(TransactionException.class, refused -> assertThat(refused.findings())
                        .extracting(finding -> finding.problem().toString())
                        .containsExactly(
                                "org.strowger.router.cfg: was changed by someone else since it was staged: after"
                                        + " pbx:config-rollback, stage it anew"));
        assertThat(exchange.etc()).containsEntry("org.strowger.router", "route.1 = c\n");
    }

    @Test
    void whatIsRefusedAfterAllIsUndoneAndStaysStaged() throws Exception {
        stage();
        transactions.set(NEW, "shy", "1");

        assertThatThrownBy(() -> transactions.commit(Optional.empty()))
                .hasMessage("refused, and undone")
                .isInstanceOfSatisfying(TransactionException.class, refused -> assertThat(refused.findings())
                        .hasSize(1));

        assertIs(BEFORE);
        transactions.unset(NEW, "shy");
        transactions.commit(Optional.empty());
        assertIs(AFTER);
    }

    @Test
    void whatWasRefusedBeforeAndElsewhereIsNoReason() throws Exception {
        exchange.alwaysRefused.add(new Problem("org.strowger.x", "", "k", "has been bad for long"));
        stage();
        transactions.commit(Optional.empty());

        assertIs(AFTER);
    }

    @Test
    void whoIsNotToldInTimeIsNotLeftInBetween() throws Exception {
        stage();
        exchange.slow = true;

        assertThatThrownBy(() -> transactions.commit(Optional.empty()))
                .hasMessage("not everybody was told in time, and undone");
        assertIs(BEFORE);
    }

    @Test
    void aDiskThatIsFullLeavesNothingHalf() throws Exception {
        stage();
        transactions.set(NEW, "note", "too much");
        exchange.full = true;
        assertThatThrownBy(() -> transactions.commit(Optional.empty())).isInstanceOf(IOException.class);

        assertThat(exchange.told).isNotEmpty();
        assertIs(BEFORE);
        assertThat(transactions.diff()).hasSize(4);
    }

    @Test
    void aCommitThatIsConfirmedInTimeStays() throws Exception {
        stage();
        transactions.commit(Optional.of(MINUTE));
        assertThatThrownBy(() -> transactions.begin("bob")).hasMessageStartingWith("the last commit is not confirmed");
        assertThat(transactions.state())
                .contains(
                        "committed: org.strowger.router, org.strowger.trunk~new, org.strowger.trunk~old; goes back at "
                                + clock.instant().plus(MINUTE) + " unless it is confirmed");
        assertThat(transactions.diff()).hasSize(3);
        timer.advance(Duration.ofSeconds(59));
        transactions.confirm();
        timer.advance(MINUTE);

        assertIs(AFTER);
        assertThat(transactions.state()).isEmpty();
        assertThatThrownBy(() -> transactions.confirm()).hasMessage("no commit waits to be confirmed");
    }

    @Test
    void aCommitThatIsNotConfirmedGoesBack() throws Exception {
        stage();
        transactions.commit(Optional.of(MINUTE));
        assertIs(AFTER);

        timer.advance(MINUTE);

        assertIs(BEFORE);
        assertThat(transactions.diff()).hasSize(3);
    }

    @Test
    void anUnconfirmedCommitCanBeUndoneAtOnceAndThenDropped() throws Exception {
        stage();
        transactions.commit(Optional.of(MINUTE));

        assertThat(transactions.rollback()).startsWith("the commit is undone");
        assertIs(BEFORE);
        assertThat(transactions.rollback()).startsWith("nothing is staged");
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void theTimeToConfirmGoesOnThroughARestart() throws Exception {
        stage();
        transactions.commit(Optional.of(MINUTE));
        timer.shutdownNow();
        clock.advance(Duration.ofSeconds(30));
        exchange.restart();
        ManualScheduler next = new ManualScheduler(clock);
        new Transactions(exchange.vault(), exchange, exchange, clock, next).recover();
        assertIs(AFTER);

        next.advance(Duration.ofSeconds(30));
        assertIs(BEFORE);
    }

    @Test
    void aCommitWhoseTimeRanOutWhileNobodyWasThereGoesBackAtTheStart() throws Exception {
        stage();
        transactions.commit(Optional.of(MINUTE));
        clock.advance(MINUTE);
        exchange.restart();
        transactions = started();

        assertIs(BEFORE);
    }

    @Test
    void whoHasLeftTouchesNothingAnyMore() throws Exception {
        stage();
        transactions.commit(Optional.of(MINUTE));
        transactions.close();
        timer.advance(MINUTE);

        assertIs(AFTER);
        assertThatThrownBy(() -> transactions.confirm())
                .hasMessageStartingWith("the console's bundle is being replaced");
        started();
        assertIs(BEFORE);
    }

    @Test
    void workDoneSinceTheCommitIsKeptAside() throws Exception {
        stage();
        transactions.commit(Optional.of(MINUTE));
        exchange.put("org.strowger.router", "route.1 = by hand\n");
        transactions.rollback();

        assertIs(BEFORE);
        assertThat(exchange.files).containsEntry("/data/org.strowger.router.cfg.kept", "route.1 = by hand\n");
    }

    @Test
    void aProcessKilledAtAnyStepLeavesAllOrNothing() throws Exception {
        int finished = 0;
        for (int steps = 1; finished == 0; steps++) {
            FakeExchange killed = new FakeExchange();
            killed.files.putAll(exchange.files);
            killed.readEtc();
            Transactions first = new Transactions(killed.vault(), killed, killed, clock, timer);
            first.begin("ann");
            first.set(ROUTER, "route.1", "b");
            first.set(NEW, "host", "y");
            first.delete(OLD);
            killed.stepsToLive = steps;
            boolean committed = false;
            try {
                first.commit(Optional.empty());
                committed = true;
                finished = steps;
            } catch (FakeExchange.Killed asPlanned) {
                assertThat(killed.stepsToLive).isZero();
            }
            killed.restart();
            Transactions second = new Transactions(killed.vault(), killed, killed, clock, timer);
            second.recover();

            assertThat(killed.etc()).as("killed after %d steps", steps).isIn(List.of(BEFORE, AFTER));
            assertThat(committed).isEqualTo(killed.etc().equals(AFTER));
            assertThat(killed.admin.keySet()).isEqualTo(killed.etc().keySet());
            assertThat(second.state().isPresent()).as("staged again").isEqualTo(!committed);
        }
        assertThat(finished).isGreaterThan(6);
    }

    @Test
    void aProcessKilledWhileItUndoesGoesOnUndoing() throws Exception {
        stage();
        transactions.commit(Optional.of(MINUTE));
        Map<String, String> committed = Map.copyOf(exchange.files);
        boolean undone = false;
        for (int steps = 1; !undone; steps++) {
            exchange.files.clear();
            exchange.files.putAll(committed);
            exchange.restart();
            exchange.stepsToLive = steps;
            try {
                transactions.rollback();
                undone = true;
            } catch (FakeExchange.Killed asPlanned) {
                assertThat(exchange.stepsToLive).isZero();
            }
            exchange.restart();
            started();
            assertIs(BEFORE);
        }
    }
}
