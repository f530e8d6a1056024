// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.distributor.Strategy;
import org.strowger.api.media.Audio;

/**
 * The queues, one for each {@code etc/org.strowger.distributor-<name>.cfg}, and the strategies that they may name. A queue that is changed for the
 * worse stays as it was; one that names a strategy of a plug-in waits for it. Any thread.
 */
@Component(
        service = {Queues.class, Configured.class, ManagedServiceFactory.class},
        immediate = true,
        configurationPid = Queues.PID,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = {Configured.PIDS + "=" + Queues.PID, "service.pid=" + Queues.PID})
@Designate(ocd = QueueConfig.class, factory = true)
public final class Queues implements Configured, ManagedServiceFactory {
    static final String PID = "org.strowger.distributor";

    private static final Logger log = LoggerFactory.getLogger(Queues.class);

    private final Audio audio;
    private final Map<String, Strategy> standard = Strategies.standard(new Random());
    private final Map<String, Strategy> plugged = new ConcurrentHashMap<>();
    /** What is configured, by PID. */
    private final Map<String, Map<String, Object>> configured = new TreeMap<>();

    private Consumer<Map<String, Queue>> listener = queues -> {};
    private volatile Map<String, Queue> inForce = Map.of();
    private volatile List<Problem> refused = List.of();

    @Activate
    public Queues(@Reference Audio audio, @Reference ConfigurationAdmin admin)
            throws IOException, InvalidSyntaxException {
        this.audio = audio;
        Configuration[] found = admin.listConfigurations("(service.factoryPid=" + PID + ")");
        for (Configuration each : found == null ? new Configuration[0] : found) {
            configured.put(each.getPid(), map(each.getProperties()));
        }
        judge();
    }

    /** A strategy of a plug-in has come. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addStrategy(Strategy strategy, Map<String, Object> properties) {
        plugged.put(String.valueOf(properties.get(Strategy.NAME)), strategy);
        judge();
    }

    /** It is gone; queues that name it ring who is idle longest until it comes back. */
    void removeStrategy(Strategy strategy, Map<String, Object> properties) {
        plugged.remove(String.valueOf(properties.get(Strategy.NAME)), strategy);
    }

    Optional<Strategy> strategy(String name) {
        return Optional.ofNullable(standard.getOrDefault(name, plugged.get(name)));
    }

    /** The queues by name, as they are now: immutable, and together. */
    Map<String, Queue> inForce() {
        return inForce;
    }

    /** The queue that answers a number. */
    Optional<Queue> answering(String number) {
        return inForce.values().stream()
                .filter(queue -> queue.numbers().contains(number))
                .findFirst();
    }

    /** Sets who is told the queues, now and whenever they change. */
    synchronized void tell(Consumer<Map<String, Queue>> next) {
        listener = next;
        next.accept(inForce);
    }

    @Override
    public String getName() {
        return "queues of the distributor";
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

    /** Takes of what is configured all that is right; what is not stays as it was. */
    private void judge() {
        Map<String, Queue> chosen = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        configured.forEach((pid, properties) -> {
            Values values = new Values(pid, properties);
            Queue queue = read(pid, values, properties);
            others(queue, chosen, values);
            if (values.problems().isEmpty()) {
                chosen.put(queue.name(), queue);
            } else {
                problems.addAll(values.problems());
                Optional.ofNullable(inForce.get(queue.name())).ifPresent(before -> chosen.put(before.name(), before));
            }
        });
        Map<String, Queue> before = inForce;
        inForce = Map.copyOf(chosen);
        report(before, problems);
        refused = List.copyOf(problems);
        if (!before.equals(inForce)) {
            listener.accept(inForce);
        }
    }

    private Queue read(String pid, Values values, Map<String, Object> properties) {
        Queue queue = QueueText.read(name(pid, properties), values, properties);
        if (strategy(queue.strategy()).isEmpty()) {
            values.refuse(
                    "strategy",
                    "'" + queue.strategy() + "' is none of " + String.join(", ", new TreeMap<>(standard).keySet())
                            + ", and no plug-in brings it");
        }
        if (values.problems().isEmpty()) {
            Announcing.audible(queue, audio, values);
        }
        return queue;
    }

    private static void others(Queue queue, Map<String, Queue> chosen, Values values) {
        queue.numbers().forEach(number -> chosen.values().stream()
                .filter(other ->
                        !other.name().equals(queue.name()) && other.numbers().contains(number))
                .forEach(other -> values.refuse("numbers", number + " is that of queue '" + other.name() + "' too")));
    }

    private void report(Map<String, Queue> before, List<Problem> problems) {
        problems.stream().filter(each -> !refused.contains(each)).forEach(each -> log.error("{}", each));
        inForce.forEach((name, queue) -> {
            if (!queue.equals(before.get(name))) {
                log.info(
                        "queue {} answers {}, with {} agents",
                        name,
                        queue.numbers(),
                        queue.posts().size());
            }
        });
        before.keySet().stream()
                .filter(name -> !inForce.containsKey(name))
                .forEach(name -> log.info("queue {} answers no more", name));
    }

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        Queue queue = read(pid, values, properties);
        others(queue, inForce, values);
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
