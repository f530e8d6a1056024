// SPDX-License-Identifier: Apache-2.0
package org.strowger.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@code /metrics}, {@code /health/live} and {@code /health/ready} on a thread of its own. Where the port is taken, it tries again. */
final class WebServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);
    private static final long RETRY_SECONDS = 5;
    private static final int BACKLOG = 16;

    /** What is served. Called on the server's thread. */
    interface Pages {
        String metrics();

        /** Why calls cannot be taken, a sentence each; empty where they can. */
        List<String> missing();
    }

    private final String host;
    private final int port;
    private final Pages pages;
    private final ScheduledExecutorService thread;
    private HttpServer server;
    private boolean said;
    private boolean closed;

    WebServer(String host, int port, Pages pages) {
        this.host = host;
        this.port = port;
        this.pages = pages;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "metrics-" + port);
            made.setDaemon(true);
            return made;
        });
        open();
    }

    private synchronized void open() {
        if (closed) {
            return;
        }
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
            opened.setExecutor(thread);
            opened.createContext("/metrics", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                answer(exchange, 200, pages.metrics());
            });
            opened.createContext("/health/live", exchange -> answer(exchange, 200, "live\n"));
            opened.createContext("/health/ready", exchange -> {
                List<String> missing = pages.missing();
                answer(
                        exchange,
                        missing.isEmpty() ? 200 : 503,
                        missing.isEmpty() ? "ready\n" : String.join("\n", missing) + "\n");
            });
            opened.start();
            server = opened;
            log.info("metrics are at http://{}:{}/metrics", host, port);
        } catch (IOException taken) {
            if (!said) {
                log.error(
                        "no metrics at {} port {}: {}; tried again every {} s",
                        host,
                        port,
                        taken.getMessage(),
                        RETRY_SECONDS);
                said = true;
            }
            var unused = thread.schedule(this::open, RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            boolean read = exchange.getRequestMethod().equals("GET");
            byte[] body = (read ? text : "only GET\n").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(read ? status : 405, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        } catch (RuntimeException fault) {
            log.error("{} failed", exchange.getRequestURI().getPath(), fault);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (server != null) {
            server.stop(0);
        }
        thread.shutdownNow();
    }
}
