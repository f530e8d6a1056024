// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Transport;

/**
 * What another version of the bundle needs to go on with a registration: in a file, so that it outlives the process, too.
 *
 * @param process in which it was registered: another one may be reached elsewhere
 * @param callId of every REGISTER of the line
 * @param cseq the last that was used
 * @param token the {@code line} parameter of the Contact
 * @param until when the binding expires
 * @param next when it is to be refreshed
 */
record LineMemory(
        String process,
        String callId,
        long cseq,
        String token,
        Instant until,
        Instant next,
        Optional<Flow> server,
        List<String> routes) {
    /** Where a line's memory lies between one bundle and the next. Losing it costs one REGISTER more. */
    interface Store {
        /** Remembers nothing. */
        Store NONE = new Store() {
            @Override
            public Optional<LineMemory> read() {
                return Optional.empty();
            }

            @Override
            public void write(LineMemory memory) {
                // there is nobody to read it
            }

            @Override
            public void forget() {
                // there is nothing
            }
        };

        Optional<LineMemory> read();

        void write(LineMemory memory);

        void forget();
    }

    LineMemory {
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(next, "next");
        routes = List.copyOf(routes);
    }

    /** A file for one line. What fails here is told and no more. */
    record InFile(Path file) implements Store {
        private static final Logger log = LoggerFactory.getLogger(InFile.class);

        @Override
        public Optional<LineMemory> read() {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            try (Reader reader = Files.newBufferedReader(file)) {
                Properties values = new Properties();
                values.load(reader);
                return Optional.of(decode(values));
            } catch (IOException | RuntimeException unreadable) {
                log.warn("{} cannot be read: its line registers anew: {}", file, unreadable.toString());
                return Optional.empty();
            }
        }

        @Override
        public void write(LineMemory memory) {
            Path beside = file.resolveSibling(file.getFileName() + ".new");
            try (Writer writer = Files.newBufferedWriter(beside)) {
                memory.encode().store(writer, null);
                writer.close();
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException unwritable) {
                log.warn("{} cannot be written: its line will register anew: {}", file, unwritable.toString());
            }
        }

        @Override
        public void forget() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException kept) {
                log.warn("{} cannot be deleted: {}", file, kept.toString());
            }
        }
    }

    private Properties encode() {
        Properties values = new Properties();
        values.setProperty("process", process);
        values.setProperty("call-id", callId);
        values.setProperty("cseq", Long.toString(cseq));
        values.setProperty("token", token);
        values.setProperty("until", until.toString());
        values.setProperty("next", next.toString());
        server.ifPresent(flow -> {
            values.setProperty("transport", flow.transport().token());
            values.setProperty("host", flow.host());
            values.setProperty("port", Integer.toString(flow.port()));
            values.setProperty("name", flow.name());
        });
        for (int i = 0; i < routes.size(); i++) {
            values.setProperty("route." + i, routes.get(i));
        }
        return values;
    }

    private static LineMemory decode(Properties values) {
        Optional<Flow> server = values.containsKey("host")
                ? Optional.of(new Flow(
                        Transport.parse(values.getProperty("transport")),
                        values.getProperty("host"),
                        Integer.parseInt(values.getProperty("port")),
                        "",
                        values.getProperty("name", "")))
                : Optional.empty();
        List<String> routes = IntStream.iterate(0, i -> values.containsKey("route." + i), i -> i + 1)
                .mapToObj(i -> values.getProperty("route." + i))
                .toList();
        return new LineMemory(
                values.getProperty("process"),
                values.getProperty("call-id"),
                Long.parseLong(values.getProperty("cseq")),
                values.getProperty("token"),
                Instant.parse(values.getProperty("until")),
                Instant.parse(values.getProperty("next")),
                server,
                routes);
    }
}
