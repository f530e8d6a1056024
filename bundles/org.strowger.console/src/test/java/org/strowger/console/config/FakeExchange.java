// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.strowger.api.config.Problem;

/** A disk, Config Admin and the bundles, in memory. The process can be killed before any step that leaves something behind. */
final class FakeExchange implements Disk, Configurations, Vetting {
    /** The process is gone, and does nothing any more. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final String ETC = "/etc/";

    final Map<String, String> files = new TreeMap<>();
    final Map<String, Map<String, Object>> admin = new TreeMap<>();
    final List<String> told = new ArrayList<>();
    final List<Problem> alwaysRefused = new ArrayList<>();
    /** Steps that are still done before the process is killed. */
    int stepsToLive = Integer.MAX_VALUE;

    boolean full;
    boolean slow;

    void put(String pid, String text) {
        files.put(ETC + Pid.parse(pid).fileName(), text);
        readEtc();
    }

    /** What is in {@code etc/}, by PID. */
    Map<String, String> etc() {
        Map<String, String> etc = new TreeMap<>();
        files.forEach((path, text) -> {
            if (path.startsWith(ETC)) {
                String name = path.substring(ETC.length(), path.length() - ".cfg".length());
                etc.put(Pid.parse(name).id(), text);
            }
        });
        return etc;
    }

    /** What File Install does at the start. */
    void readEtc() {
        admin.clear();
        etc().forEach((pid, text) -> admin.put(pid, new TreeMap<>(CfgText.properties(text, name -> ""))));
    }

    void restart() {
        stepsToLive = Integer.MAX_VALUE;
        readEtc();
    }

    private void step() {
        if (stepsToLive-- <= 0) {
            stepsToLive = 0;
            throw new Killed();
        }
    }

    @Override
    public Optional<String> read(Path file, Charset charset) {
        return read(file.toString());
    }

    @Override
    public void write(Path file, Charset charset, Optional<String> text) throws IOException {
        write(file.toString(), text);
    }

    @Override
    public Optional<String> read(String file) {
        if (stepsToLive == 0) {
            throw new Killed();
        }
        return Optional.ofNullable(files.get(file));
    }

    @Override
    public void write(String file, Optional<String> text) throws IOException {
        step();
        if (full && file.startsWith(ETC) && text.isPresent() && text.get().contains("too much")) {
            throw new IOException("No space left on device");
        }
        text.ifPresentOrElse(given -> files.put(file, given), () -> files.remove(file));
    }

    @Override
    public Current current(Pid pid) {
        Optional<String> text = read(ETC + pid.fileName());
        Map<String, Object> held = admin.getOrDefault(pid.id(), Map.of());
        return new Current(ETC + pid.fileName(), text, text.orElse(""), held.isEmpty() ? "" : held.toString());
    }

    @Override
    public Map<String, Object> properties(Pid pid, String file, String text) {
        return CfgText.properties(text, name -> "");
    }

    @Override
    public void tell(Pid pid, String file, Optional<String> text) {
        step();
        told.add(pid.id());
        text.ifPresentOrElse(
                given -> admin.put(pid.id(), new TreeMap<>(properties(pid, file, given))),
                () -> admin.remove(pid.id()));
    }

    @Override
    public boolean settle(Duration bound) {
        return !slow;
    }

    /** A key {@code bad} would be refused; {@code shy} says nothing beforehand, and is refused then. */
    @Override
    public List<Finding> check(Pid pid, String file, Map<String, Object> properties) {
        List<Finding> findings = new ArrayList<>();
        if (properties.containsKey("bad")) {
            findings.add(Finding.error(new Problem(pid.id(), file, "bad", "is bad")));
        }
        if (properties.containsKey("odd")) {
            findings.add(Finding.warning(new Problem(pid.id(), file, "odd", "is odd")));
        }
        return findings;
    }

    @Override
    public List<Problem> refused() {
        List<Problem> refused = new ArrayList<>(alwaysRefused);
        admin.forEach((pid, properties) -> {
            if (properties.containsKey("shy")) {
                refused.add(new Problem(pid, "", "shy", "is bad after all"));
            }
        });
        return refused;
    }

    @Override
    public boolean secret(Pid pid, String key) {
        return key.contains("password");
    }

    Vault vault() {
        return new Vault(this, Path.of("/data"));
    }
}
