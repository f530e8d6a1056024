// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.router.Tables.call;
import static org.strowger.router.Tables.configuration;
import static org.strowger.router.Tables.say;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.strowger.api.config.Problem;
import org.strowger.api.route.Trace;

class TableRouterTest {
    private static final Map<String, Object> GOOD =
            configuration("* 9* = $1 trunk-a", "* 911 = !403", "* 1 = = callin=trunk");
    private static final String UPSIDE_DOWN = "org.strowger.router.cfg: route.1: in_to: range 199-100 is upside down";

    @Test
    void routesByItsConfiguration() {
        assertThat(route(new TableRouter(GOOD), "9123")).isEqualTo("3000>123@trunk-a");
    }

    @Test
    void aChangeIsInForceAtTheNextCall() {
        TableRouter router = new TableRouter(GOOD);
        router.take(configuration("* 9* = 8$1"));
        assertThat(route(router, "9123")).isEqualTo("3000>8123");
        router.take(Map.of());
        assertThat(route(router, "9123")).isEqualTo("3000>9123");
    }

    @Test
    void aBadChangeLeavesTheTableInForceAndIsSeen() {
        TableRouter router = new TableRouter(GOOD);
        router.take(bad());
        assertThat(route(router, "9123")).isEqualTo("3000>123@trunk-a");
        assertThat(router.rejections())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        UPSIDE_DOWN,
                        "org.strowger.router.cfg: colour: unknown key; rows are route.1, route.2 and so on");
        assertThat(router.rows(false).rows()).hasSize(3);
        assertThat(router.rows(true).rows()).hasSize(5);
        assertThat(router.rows(true).rows().get(1))
                .containsEntry("row", "rejected")
                .containsEntry("warning", UPSIDE_DOWN);
    }

    @Test
    void aGoodChangeClearsTheRejection() {
        TableRouter router = new TableRouter(GOOD);
        router.take(bad());
        router.take(configuration("* 9* = 7$1"));
        assertThat(router.rejections()).isEmpty();
        assertThat(route(router, "91")).isEqualTo("3000>71");
    }

    @Test
    void aBadTableAtTheStartRefusesEveryCall() {
        TableRouter router = new TableRouter(bad());
        assertThat(route(router, "9123")).isEqualTo("!503 Service Unavailable");
        assertThat(router.rejections()).extracting(Problem::toString).contains(UPSIDE_DOWN);
        assertThat(router.rows(false).rows()).isEmpty();
        List<String> steps = new ArrayList<>();
        router.route(call("3000", "1"), (who, step) -> steps.add(who + ": " + step.get()));
        assertThat(steps).singleElement().asString().startsWith("table: rejected, so that every call is refused: ");
        router.take(GOOD);
        assertThat(route(router, "9123")).isEqualTo("3000>123@trunk-a");
    }

    @Test
    void listsTheRows() {
        TableRouter router = new TableRouter(GOOD);
        route(router, "91");
        var rows = router.rows(true).rows();
        assertThat(rows.get(0))
                .containsEntry("row", "route.1")
                .containsEntry("inFrom", "*")
                .containsEntry("inTo", "9*")
                .containsEntry("outFrom", "=")
                .containsEntry("outTo", "$1")
                .containsEntry("via", List.of("trunk-a"))
                .containsEntry("hits", 1L)
                .containsEntry("warning", null);
        assertThat(rows.get(1))
                .containsEntry("outTo", "!403 Forbidden")
                .containsEntry("warning", "never matches: route.1 (* 9* = $1 trunk-a) takes all its calls");
        assertThat(rows.get(2)).containsEntry("callin", "trunk");
    }

    @Test
    @Timeout(30)
    void aCallSeesAllOfOneTableOrAllOfTheOther() throws Exception {
        Map<String, Object> one = configuration("7 1 11 111 trunk-a,trunk-b", "* * = !404");
        Map<String, Object> two = configuration("* 2 = 3", "7 * 22 222 trunk-c");
        TableRouter router = new TableRouter(one);
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch running = new CountDownLatch(2);
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            Callable<Set<String>> caller = () -> {
                Set<String> seen = new HashSet<>();
                running.countDown();
                while (!done.get()) {
                    seen.add(say(router.route(call("7", "1"), Trace.NONE)));
                }
                return seen;
            };
            List<Future<Set<String>>> seen = List.of(callers.submit(caller), callers.submit(caller));
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 2000; i++) {
                router.take(i % 3 == 0 ? two : i % 3 == 1 ? one : bad());
            }
            done.set(true);
            for (Future<Set<String>> each : seen) {
                assertThat(each.get(10, TimeUnit.SECONDS))
                        .isSubsetOf("11>111@trunk-a 11>111@trunk-b", "22>222@trunk-c");
            }
        } finally {
            done.set(true);
            callers.shutdownNow();
        }
    }

    private static Map<String, Object> bad() {
        return Map.of(
                "route.1", "* 199-100 = =",
                "colour", "red",
                "felix.fileinstall.filename", "file:/opt/strowger/etc/org.strowger.router.cfg");
    }

    private static String route(TableRouter router, String to) {
        return say(router.route(call("3000", to), Trace.NONE));
    }
}
