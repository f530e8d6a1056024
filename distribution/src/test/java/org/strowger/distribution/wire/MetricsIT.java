// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.SOON;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.responses;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Prometheus is told is what happened. */
@Wire
final class MetricsIT {
    private static final int ANSWERED = 40;
    private static final int REFUSED = 15;
    private static final String CALLS = "strowger_calls_total";

    private static HttpResponse<String> get(Exchange exchange, String path) {
        String port = exchange.configured("org.strowger.metrics.cfg").replaceAll("(?s).*port = (\\d+).*", "$1");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(SOON)
                .build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new AssertionError("interrupted", stopped);
        }
    }

    private static Map<String, Double> samples(Exchange exchange) {
        Map<String, Double> samples = new TreeMap<>();
        get(exchange, "/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int space = line.lastIndexOf(' ');
                    samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
                });
        return samples;
    }

    private static double sum(Map<String, Double> samples, String... parts) {
        return samples.entrySet().stream()
                .filter(sample -> Set.of(parts).stream().allMatch(sample.getKey()::contains))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static Set<String> names(Map<String, Double> samples) {
        // what a bundle counts of its tables and roles may begin to be counted at any time
        return samples.keySet().stream()
                .filter(name -> name.startsWith(CALLS) || name.startsWith("strowger_call_"))
                .collect(Collectors.toSet());
    }

    private static void calls(Lab lab, int number) {
        SippRun callees =
                callee(lab, "answer_until_bye").calls(number, number, number).start();
        SippRun callers = caller(lab, "caller_talks")
                .calls(number, 20, number)
                .talks(Duration.ofMillis(300))
                .run();
        callees.finish();
        assertThat(responses(callers, 200, "BYE")).hasSizeGreaterThanOrEqualTo(number);
    }

    @Test
    @DisplayName("O5: metrics count what SIPp counted, and more calls make no more series")
    void metricsAreWhatHappened(Exchange exchange, Lab lab) {
        exchange.audit();
        Map<String, Double> before = samples(exchange);
        calls(lab, ANSWERED);
        for (int i = 0; i < REFUSED; i++) {
            SippRun busy = callee(lab, "callee_refuses")
                    .key("refusal", "SIP/2.0 486 Busy Here")
                    .start();
            caller(lab, "caller_is_refused").run();
            busy.finish();
        }
        exchange.audit();
        Map<String, Double> after = samples(exchange);

        String north = "callout=\"trunk-north\"";
        assertThat(sum(after, CALLS, north, "outcome=\"answered\"", "status=\"200\"")
                        - sum(before, CALLS, north, "outcome=\"answered\"", "status=\"200\""))
                .isEqualTo(ANSWERED);
        assertThat(sum(after, CALLS, north, "status=\"486\"") - sum(before, CALLS, north, "status=\"486\""))
                .isEqualTo(REFUSED);
        assertThat(sum(after, CALLS + "{") - sum(before, CALLS + "{")).isEqualTo(ANSWERED + REFUSED);
        assertThat(sum(after, "strowger_call_setup_seconds_count") - sum(before, "strowger_call_setup_seconds_count"))
                .isEqualTo(ANSWERED);
        assertThat(sum(after, "strowger_calls_active")).isZero();
        assertThat(sum(after, "strowger_role_up", "trunk-north", "callout")).isEqualTo(1);
        assertThat(sum(after, "jvm_memory_used_bytes")).isPositive();

        calls(lab, ANSWERED);
        exchange.audit();
        assertThat(names(samples(exchange))).isEqualTo(names(after));
    }

    @Test
    @DisplayName("health: ready means that calls can be taken")
    void healthIsToldByHttp(Exchange exchange) {
        assertThat(get(exchange, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(exchange, "/health/ready").statusCode()).isEqualTo(200);
    }
}
