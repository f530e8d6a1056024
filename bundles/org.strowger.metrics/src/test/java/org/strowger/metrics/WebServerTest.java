// SPDX-License-Identifier: Apache-2.0
package org.strowger.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WebServerTest {
    private final List<String> missing = new ArrayList<>();

    private final WebServer.Pages pages = new WebServer.Pages() {
        @Override
        public String metrics() {
            return "up 1\n";
        }

        @Override
        public List<String> missing() {
            return missing;
        }
    };

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void itServesMetricsAndHealth() throws Exception {
        int port = freePort();
        try (WebServer server = new WebServer("127.0.0.1", port, pages)) {
            assertThat(get(port, "/metrics").body()).isEqualTo("up 1\n");
            assertThat(get(port, "/metrics").headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
            assertThat(get(port, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(port, "/health/ready").statusCode()).isEqualTo(200);
            missing.add("no router");
            assertThat(get(port, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(port, "/health/ready").body()).isEqualTo("no router\n");
            assertThat(get(port, "/").statusCode()).isEqualTo(404);
        }
    }
}
