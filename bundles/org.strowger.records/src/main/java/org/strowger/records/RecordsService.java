// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.Switchboard;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.console.Report;
import org.strowger.api.event.CallListener;

/**
 * Keeps account of every call. A changed configuration opens the books anew; calls that are up go on in them.
 */
@Component(
        configurationPid = Settings.PID,
        service = {RecordsService.class, Audited.class, Configured.class},
        property = Configured.PIDS + "=" + Settings.PID,
        immediate = true)
@Designate(ocd = RecordsConfig.class)
public final class RecordsService implements Audited, Configured {
    private static final Logger log = LoggerFactory.getLogger(RecordsService.class);

    private final BundleContext context;
    private volatile Records records;
    private volatile List<Problem> refused = List.of();
    private Optional<DataSource> database = Optional.empty();
    private Optional<Feeder> feeder = Optional.empty();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile Switchboard switchboard;

    @Activate
    public RecordsService(BundleContext context, Map<String, Object> properties) {
        this.context = context;
        Values values = Values.of(properties, Settings.PID);
        Settings settings = Settings.read(values);
        refused = values.problems();
        refused.forEach(problem -> log.error("{}; its default is in force", problem));
        records = open(settings);
    }

    private Records open(Settings settings) {
        return new Records(settings, Path.of(System.getProperty("karaf.data", "data")), this::up, this::publish);
    }

    private Runnable publish(CallListener listener) {
        Dictionary<String, Object> properties = new Hashtable<>(Map.of(CallListener.NAME, "records"));
        return context.registerService(CallListener.class, listener, properties)::unregister;
    }

    private Set<String> up() {
        Switchboard present = switchboard;
        return present == null
                ? records.tables().get(0).callIds()
                : present.calls().stream().map(CallInfo::id).collect(Collectors.toSet());
    }

    /** A bad value leaves what was in force. */
    @Modified
    synchronized void modified(Map<String, Object> properties) throws InterruptedException {
        Values values = Values.of(properties, Settings.PID);
        Settings settings = Settings.read(values);
        refused = values.problems();
        if (!refused.isEmpty()) {
            refused.forEach(problem -> log.error("{}; in force stays {}", problem, records.settings()));
        } else if (!settings.equals(records.settings())) {
            records.close();
            records = open(settings);
            feedDatabase();
        }
    }

    synchronized void database(DataSource source) {
        database = Optional.of(source);
        feedDatabase();
    }

    private void feedDatabase() {
        feeder = database.filter(source -> records.settings().database())
                .map(source -> records.feed(new DatabaseSink(source)));
    }

    synchronized void noDatabase() throws InterruptedException {
        database = Optional.empty();
        if (feeder.isPresent()) {
            records.release(feeder.get());
        }
        feeder = Optional.empty();
    }

    @Deactivate
    synchronized void deactivate() throws InterruptedException {
        records.close();
    }

    /**
     * The newest records of which all that is said of them is true, the newest first.
     *
     * @throws IllegalArgumentException for a filter that cannot be understood
     */
    public Report report(Map<String, String> filters, boolean attempts, int most) throws IOException {
        return Reports.records(records.newest(Filter.of(filters, attempts), most));
    }

    /** By what records can be asked for. */
    public static List<String> columns() {
        return Filter.names();
    }

    /** Where records are brought, and how that goes. */
    public Report sinks() {
        Report.Builder report = Report.columns("sink", "written", "waiting", "trouble");
        records.sinks()
                .forEach(sink ->
                        report.row(sink.get("sink"), sink.get("written"), sink.get("waiting"), sink.get("trouble")));
        return report.build();
    }

    /** How many events were lost since the start. */
    public long lost() {
        return records.lost();
    }

    @Override
    public String subject() {
        return "records";
    }

    @Override
    public List<Table> tables() {
        return records.tables();
    }

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        Settings.read(values);
        return values.problems();
    }

    @Override
    public List<Problem> refused() {
        return refused;
    }
}
