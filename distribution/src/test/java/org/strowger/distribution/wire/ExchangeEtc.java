// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The configuration under test: the files of {@code src/test/etc} in place of the worked example's. In them, {@code @name@} is a free
 * port, the same one wherever the name stands.
 */
final class ExchangeEtc {
    private static final Path TEMPLATES = Path.of("src/test/etc").toAbsolutePath();
    private static final Pattern PLACE = Pattern.compile("@([a-z.]+)@");
    private static final Pattern HOST = Pattern.compile("(?m)^host\\s*=\\s*(\\S+)");

    private final Map<String, Integer> ports = new TreeMap<>();
    private final Map<String, String> trunkHosts = new TreeMap<>();

    private ExchangeEtc() {}

    static ExchangeEtc write(Path etc) throws IOException {
        ExchangeEtc made = new ExchangeEtc();
        for (Path example : list(etc)) {
            if (example.getFileName().toString().startsWith("org.strowger.")) {
                Files.delete(example);
            }
        }
        for (Path template : list(TEMPLATES)) {
            String name = template.getFileName().toString();
            String text = made.filled(Files.readString(template));
            Files.writeString(etc.resolve(name), text);
            if (name.startsWith("org.strowger.trunk-")) {
                Matcher host = HOST.matcher(text);
                made.trunkHosts.put(
                        name.replaceAll("^org\\.strowger\\.trunk-|\\.cfg$", ""), host.find() ? host.group(1) : "");
            }
        }
        Path shell = etc.resolve("org.apache.karaf.shell.cfg");
        Files.writeString(
                shell, Files.readString(shell).replaceAll("(?m)^sshPort.*", "sshPort = " + made.portNamed("ssh.port")));
        return made;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private String filled(String text) {
        return PLACE.matcher(text).replaceAll(place -> Integer.toString(portNamed(place.group(1))));
    }

    private int portNamed(String name) {
        return switch (name) {
            case "media.first" -> FreePorts.MEDIA_FIRST;
            case "media.last" -> FreePorts.MEDIA_LAST;
            default -> ports.computeIfAbsent(name, absent -> FreePorts.next());
        };
    }

    /** The port of every listener. */
    int port() {
        return portNamed("sip.port");
    }

    Peer trunk(String name) {
        String host = trunkHosts.get(name);
        if (host == null) {
            throw new AssertionError("no trunk " + name + " in " + TEMPLATES);
        }
        return new Peer(host, portNamed(name + ".port"));
    }
}
