// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.media.Audio;
import org.strowger.api.media.MediaException;

/**
 * The menus, one for each {@code etc/org.strowger.attendant-<name>.cfg}. They refer to each other, and so are judged together: one that is
 * changed for the worse stays as it was, and those that need one that is not there wait for it. Those that are here at the start are read
 * at once, so that no caller meets an attendant without menus. Any thread.
 */
@Component(
        service = {Menus.class, Configured.class, ManagedServiceFactory.class, Explained.class},
        immediate = true,
        configurationPid = Menus.PID,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = {Configured.PIDS + "=" + Menus.PID, "service.pid=" + Menus.PID})
@Designate(ocd = MenuConfig.class, factory = true)
public final class Menus implements Configured, ManagedServiceFactory, Explained {
    static final String PID = "org.strowger.attendant";

    private static final Logger log = LoggerFactory.getLogger(Menus.class);

    private final Audio audio;
    /** What is configured, by PID. */
    private final Map<String, Map<String, Object>> configured = new TreeMap<>();

    private volatile Map<String, Menu> inForce = Map.of();
    private volatile List<Problem> refused = List.of();

    @Activate
    public Menus(@Reference Audio audio, @Reference ConfigurationAdmin admin)
            throws IOException, InvalidSyntaxException {
        this.audio = audio;
        Configuration[] found = admin.listConfigurations("(service.factoryPid=" + PID + ")");
        for (Configuration each : found == null ? new Configuration[0] : found) {
            configured.put(each.getPid(), map(each.getProperties()));
        }
        judge();
    }

    /** The menus by name, as they are now: immutable, and together. */
    Map<String, Menu> inForce() {
        return inForce;
    }

    /** The menu that answers a number. */
    Optional<Menu> answering(String number) {
        return inForce.values().stream()
                .filter(menu -> menu.numbers().contains(number))
                .findFirst();
    }

    @Override
    public List<Row> rows() {
        Instant now = Instant.now();
        return inForce.values().stream()
                .sorted(Comparator.comparing(Menu::name))
                .map(menu -> new Row(
                        menu.name(),
                        String.join(",", menu.numbers()),
                        menu.language(),
                        menu.hours().open(now),
                        bound(menu)))
                .toList();
    }

    private long bound(Menu menu) {
        try {
            return MenuCheck.bound(menu, audio).toSeconds();
        } catch (MediaException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public List<Walk> explain(String menu, String keys, Optional<LocalDateTime> at) {
        Menu found = Optional.ofNullable(inForce.get(menu))
                .orElseThrow(() -> new IllegalArgumentException("there is no menu " + menu + " in force"));
        Instant moment =
                at.map(local -> local.atZone(found.hours().zone()).toInstant()).orElseGet(Instant::now);
        return Rehearsal.of(inForce, menu, keys, moment).stream()
                .map(step -> new Walk(step.after(), step.done()))
                .toList();
    }

    @Override
    public String getName() {
        return "menus of the attendant";
    }

    @Override
    public synchronized void updated(String pid, Dictionary<String, ?> properties) {
        Map<String, Object> latest = map(properties);
        if (!latest.equals(configured.put(pid, latest))) {
            judge();
        }
    }

    @Override
    public synchronized void deleted(String pid) {
        configured.remove(pid);
        judge();
    }

    /** Takes of what is configured all that is right beside the rest; what is not stays as it was. */
    private void judge() {
        Map<String, Menu> chosen = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        Map<String, Values> asked = new HashMap<>();
        configured.forEach((pid, properties) -> {
            Values values = new Values(pid, properties);
            Menu menu = Menu.read(name(pid, properties), values, properties);
            if (values.problems().isEmpty()) {
                MenuCheck.audible(menu, audio, values);
            }
            asked.put(menu.name(), values);
            if (values.problems().isEmpty()) {
                chosen.put(menu.name(), menu);
            } else {
                problems.addAll(values.problems());
                Optional.ofNullable(inForce.get(menu.name())).ifPresent(before -> chosen.put(before.name(), before));
            }
        });
        settle(chosen, asked, problems);
        Map<String, Menu> before = inForce;
        inForce = Map.copyOf(chosen);
        report(before, problems);
        refused = List.copyOf(problems);
    }

    /** Those that do not fit the others give way, until all do. */
    private void settle(Map<String, Menu> chosen, Map<String, Values> asked, List<Problem> problems) {
        for (boolean settled = false; !settled; ) {
            settled = true;
            for (Menu menu : List.copyOf(chosen.values())) {
                Values values = new Values(
                        asked.get(menu.name()).pid(),
                        properties(asked.get(menu.name()).pid()));
                MenuCheck.among(menu, chosen, values);
                if (!values.problems().isEmpty()) {
                    settled = false;
                    Menu before = inForce.get(menu.name());
                    values.problems().stream()
                            .filter(each -> !problems.contains(each))
                            .forEach(problems::add);
                    if (before != null && !before.equals(menu)) {
                        chosen.put(before.name(), before);
                    } else {
                        chosen.remove(menu.name());
                    }
                    break;
                }
            }
        }
    }

    private Map<String, Object> properties(String pid) {
        return configured.get(pid);
    }

    private void report(Map<String, Menu> before, List<Problem> problems) {
        problems.stream().filter(each -> !refused.contains(each)).forEach(each -> log.error("{}", each));
        inForce.forEach((name, menu) -> {
            if (!menu.equals(before.get(name))) {
                log.info("menu {} answers {}", name, menu.numbers());
            }
        });
        before.keySet().stream()
                .filter(name -> !inForce.containsKey(name))
                .forEach(name -> log.info("menu {} answers no more", name));
    }

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        Menu menu = Menu.read(name(pid, properties), values, properties);
        if (values.problems().isEmpty()) {
            MenuCheck.audible(menu, audio, values);
        }
        return values.problems();
    }

    @Override
    public List<Problem> refused() {
        return refused;
    }

    /** Menus that a caller finishes on. */
    static Map<String, Menu> read(Map<?, ?> texts) {
        Map<String, Menu> menus = new HashMap<>();
        texts.forEach((name, text) -> {
            Map<String, Object> properties = new HashMap<>();
            ((Map<?, ?>) text).forEach((key, value) -> properties.put((String) key, value));
            menus.put((String) name, Menu.read((String) name, new Values(PID + "~" + name, properties), properties));
        });
        return Map.copyOf(menus);
    }

    /** A configuration's name: that of its file, or what follows the factory's PID. */
    private static String name(String pid, Map<String, ?> properties) {
        String file = Values.file(properties);
        if (file.startsWith(PID + "-")) {
            return file.substring(PID.length() + 1).replaceFirst("\\.(cfg|config|cfg\\.json)$", "");
        }
        return pid.substring(pid.lastIndexOf(pid.contains("~") ? '~' : '.') + 1);
    }

    private static Map<String, Object> map(Dictionary<String, ?> properties) {
        Map<String, Object> map = new HashMap<>();
        if (properties != null) {
            properties.keys().asIterator().forEachRemaining(key -> map.put(key, properties.get(key)));
        }
        return Map.copyOf(map);
    }
}
