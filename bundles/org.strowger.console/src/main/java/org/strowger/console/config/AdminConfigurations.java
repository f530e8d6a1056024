// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;

/**
 * Files in {@code etc/} and Config Admin, kept so that File Install finds nothing to do when it sees the file that was written: it
 * compares what it reads with what Config Admin holds.
 */
final class AdminConfigurations implements Configurations, ConfigurationListener {
    /** Has no other meaning than that its change comes after all others. */
    static final String MARK = "org.strowger.console";

    private static final String FILE = "felix.fileinstall.filename";
    private static final List<String> ADDED =
            List.of(FILE, Constants.SERVICE_PID, ConfigurationAdmin.SERVICE_FACTORYPID);
    /** Forms that File Install and Karaf read beside {@code .cfg}. */
    private static final List<String> OTHER_FORMS = List.of(".config", ".cfg.json", ".json");

    private final ConfigurationAdmin admin;
    private final Disk disk;
    private final Path etc;
    private final Charset charset;
    private final UnaryOperator<String> variables;
    private volatile CountDownLatch marked = new CountDownLatch(0);

    AdminConfigurations(
            ConfigurationAdmin admin, Disk disk, Path etc, Charset charset, UnaryOperator<String> variables) {
        this.admin = admin;
        this.disk = disk;
        this.etc = etc;
        this.charset = charset;
        this.variables = variables;
    }

    @Override
    public Current current(Pid pid) throws IOException {
        Map<String, Object> held =
                find(pid).map(AdminConfigurations::properties).orElseGet(TreeMap::new);
        Path file = held.get(FILE) instanceof String url ? new File(URI.create(url)).toPath() : ours(pid);
        if (!file.toString().endsWith(".cfg")) {
            throw new IllegalArgumentException("is in " + file.getFileName() + ", which is not written here: edit it");
        }
        held.keySet().removeAll(ADDED);
        Optional<String> text = read(file.toString());
        return new Current(file.toString(), text, text.orElseGet(() -> seed(held)), written(held));
    }

    private Path ours(Pid pid) {
        Path file = etc.resolve(pid.fileName());
        String stem = pid.fileName().substring(0, pid.fileName().length() - ".cfg".length());
        return OTHER_FORMS.stream()
                .map(form -> etc.resolve(stem + form))
                .filter(Files::exists)
                .findFirst()
                .orElse(file);
    }

    private static String seed(Map<String, Object> held) {
        Map<String, Optional<String>> keys = new TreeMap<>();
        held.forEach((key, value) -> {
            if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
                throw new IllegalArgumentException("has no file, and holds a list at " + key);
            }
            keys.put(key, Optional.of(value.toString()));
        });
        return CfgText.edited("", keys);
    }

    private static String written(Map<String, Object> held) {
        StringBuilder written = new StringBuilder();
        held.forEach((key, value) -> written.append(key)
                .append('=')
                .append(value instanceof Object[] array ? Arrays.deepToString(array) : value)
                .append('\n'));
        return written.toString();
    }

    private static Map<String, Object> properties(Configuration configuration) {
        Map<String, Object> properties = new TreeMap<>();
        Dictionary<String, Object> held = configuration.getProperties();
        if (held != null) {
            Collections.list(held.keys()).forEach(key -> properties.put(key, held.get(key)));
        }
        return properties;
    }

    private Optional<Configuration> find(Pid pid) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations("(" + Constants.SERVICE_PID + "=" + pid.id() + ")");
            return found == null ? Optional.empty() : Optional.of(found[0]);
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Map<String, Object> properties(Pid pid, String file, String text) {
        Map<String, Object> properties = new TreeMap<>(CfgText.properties(text, variables));
        properties.put(FILE, new File(file).getAbsoluteFile().toURI().toString());
        properties.put(Constants.SERVICE_PID, pid.id());
        if (!pid.name().isEmpty()) {
            properties.put(ConfigurationAdmin.SERVICE_FACTORYPID, pid.factory());
        }
        return properties;
    }

    @Override
    public Optional<String> read(String file) throws IOException {
        return disk.read(Path.of(file), charset);
    }

    @Override
    public void write(String file, Optional<String> text) throws IOException {
        disk.write(Path.of(file), charset, text);
    }

    @Override
    public void tell(Pid pid, String file, Optional<String> text) throws IOException {
        if (text.isEmpty()) {
            Optional<Configuration> gone = find(pid);
            if (gone.isPresent()) {
                gone.get().delete();
            }
            return;
        }
        Configuration configuration = pid.name().isEmpty()
                ? admin.getConfiguration(pid.factory(), "?")
                : admin.getFactoryConfiguration(pid.factory(), pid.name(), "?");
        configuration.updateIfDifferent(new Hashtable<>(properties(pid, file, text.get())));
    }

    /** Events are delivered one after the other: when the mark's is, all before it have been. */
    @Override
    public boolean settle(Duration bound) throws IOException, InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        marked = latch;
        Configuration mark = admin.getConfiguration(MARK, "?");
        mark.update(new Hashtable<>(Map.of("mark", System.nanoTime())));
        try {
            return latch.await(bound.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            mark.delete();
        }
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getPid().equals(MARK) && event.getType() == ConfigurationEvent.CM_UPDATED) {
            marked.countDown();
        }
    }
}
