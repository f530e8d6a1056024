// SPDX-License-Identifier: Apache-2.0
package org.strowger.ringgroup;

import java.io.IOException;
import java.util.ArrayList;
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
import org.strowger.api.console.Report;

/**
 * The groups, one for each {@code etc/org.strowger.ringgroup-<name>.cfg}. One that is changed for the worse stays as it was. Those that are here
 * at the start are read at once, so that no call meets a role without groups. Any thread.
 */
@Component(
        service = {Groups.class, Configured.class, ManagedServiceFactory.class},
        immediate = true,
        configurationPid = Groups.PID,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = {Configured.PIDS + "=" + Groups.PID, "service.pid=" + Groups.PID})
@Designate(ocd = GroupConfig.class, factory = true)
public final class Groups implements Configured, ManagedServiceFactory {
    static final String PID = "org.strowger.ringgroup";

    private static final Logger log = LoggerFactory.getLogger(Groups.class);

    /** What is configured, by PID. */
    private final Map<String, Map<String, Object>> configured = new TreeMap<>();
    /** What is in force, by PID. */
    private Map<String, Group> inForce = Map.of();

    private volatile Map<String, Group> byNumber = Map.of();
    private volatile List<Problem> refused = List.of();

    @Activate
    public Groups(@Reference ConfigurationAdmin admin) throws IOException, InvalidSyntaxException {
        Configuration[] found = admin.listConfigurations("(service.factoryPid=" + PID + ")");
        for (Configuration each : found == null ? new Configuration[0] : found) {
            configured.put(each.getPid(), map(each.getProperties()));
        }
        judge();
    }

    /** The group that a number rings. */
    Optional<Group> ringing(String number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** The groups in force, by name. */
    public synchronized Report report() {
        Report.Builder report = Report.columns("group", "numbers", "steps", "then");
        inForce.values().stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .forEach(group -> report.row(
                        group.name(),
                        group.numbers(),
                        group.stepsText(),
                        group.last().orElse(null)));
        return report.build();
    }

    @Override
    public String getName() {
        return "ring groups";
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

    private void judge() {
        Map<String, Group> chosen = new TreeMap<>();
        Map<String, Group> numbers = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        configured.forEach((pid, properties) -> {
            Values values = new Values(pid, properties);
            Group asked = Group.read(name(pid, properties), values);
            taken(asked, numbers, values);
            problems.addAll(values.problems());
            Group group = values.problems().isEmpty() ? asked : inForce.get(pid);
            if (group != null && group.numbers().stream().noneMatch(numbers::containsKey)) {
                chosen.put(pid, group);
                group.numbers().forEach(number -> numbers.put(number, group));
            }
        });
        report(chosen, problems);
        inForce = Map.copyOf(chosen);
        byNumber = Map.copyOf(numbers);
        refused = List.copyOf(problems);
    }

    private static void taken(Group asked, Map<String, Group> numbers, Values values) {
        asked.numbers().stream()
                .filter(numbers::containsKey)
                .forEach(number -> values.refuse(
                        "numbers",
                        "'" + number + "' rings group " + numbers.get(number).name() + " already"));
    }

    private void report(Map<String, Group> next, List<Problem> problems) {
        problems.stream().filter(each -> !refused.contains(each)).forEach(each -> log.error("{}", each));
        next.forEach((pid, group) -> {
            if (!group.equals(inForce.get(pid))) {
                log.info("group {} is rung by {}", group.name(), group.numbers());
            }
        });
        inForce.forEach((pid, group) -> {
            if (!next.containsKey(pid)) {
                log.info("group {} is rung no more", group.name());
            }
        });
    }

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        Group.read(name(pid, properties), values);
        return values.problems();
    }

    @Override
    public List<Problem> refused() {
        return refused;
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
