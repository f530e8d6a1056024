// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Callin;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.console.Report;
import org.strowger.api.route.Route;
import org.strowger.api.route.RouteQuery;
import org.strowger.api.route.Router;
import org.strowger.api.route.Trace;
import org.strowger.api.sip.Status;

/**
 * The routing table as a service. A changed configuration swaps one reference: calls that are up never notice, the next
 * call sees all of the new table or none of it. A configuration with errors is not taken at all; as long as there has
 * been no good one, calls are refused, because to let them pass unchanged is what a table may be there to prevent.
 */
@Component(
        service = {Router.class, DialPlan.class},
        configurationPid = TableRouter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        // else the last good table would go whenever nobody holds the service, as while the engine is replaced
        immediate = true,
        property = Callin.ROLE + "=router")
@Designate(ocd = TableRouter.Config.class)
public final class TableRouter implements Router, DialPlan {
    static final String PID = "org.strowger.router";

    private static final Logger log = LoggerFactory.getLogger(TableRouter.class);

    /** The keys are numbered, which Metatype has no words for: the first row stands for all. */
    @ObjectClassDefinition(
            name = "Strowger Router",
            description =
                    "The routing table. One key a row: route.0 to route.999999999; the row with the lowest number that "
                            + "takes a call decides, and a call that no row takes passes unchanged. "
                            + "No default, 100000 rows at most.")
    @interface Config {
        @AttributeDefinition(
                name = "Row 10",
                description = "in_from in_to out_from out_to [via] [callin=ROLE], with blanks between, such as: "
                        + "* 9* = $1 trunk-carrier. Further rows are further keys: route.20, route.30.",
                required = false)
        String route_10();
    }

    /** One reference for both, so that a listing shows what belongs together. */
    private record State(Optional<Table> table, List<Problem> rejections) {}

    private volatile State state = new State(Optional.empty(), List.of());

    @Activate
    public TableRouter(Map<String, Object> configuration) {
        take(configuration);
    }

    @Modified
    void take(Map<String, Object> configuration) {
        Optional<Table> before = state.table();
        Reading reading = TableParser.parse(configuration);
        String file = file(configuration);
        List<Problem> rejections = reading.problems(PID, Values.file(configuration));
        if (rejections.isEmpty()) {
            state = new State(Optional.of(new Table(reading, before)), List.of());
            log.info("{}: taken, rows: {}", file, reading.rows().size());
        } else {
            state = new State(before, rejections);
            log.error("{}: rejected, errors: {}; {}", file, rejections.size(), inForce(before));
            rejections.forEach(rejection -> log.error("{}", rejection));
        }
        reading.warnings().forEach(warning -> log.warn("{}: {}", file, warning));
    }

    private static String inForce(Optional<Table> table) {
        return table.map(good -> "the table from before stays in force, rows: "
                        + good.rows().size())
                .orElse("every call is refused until they are mended");
    }

    private static String file(Map<String, Object> configuration) {
        String file = Values.file(configuration);
        return file.isEmpty() ? PID : file;
    }

    @Override
    public Route route(RouteQuery query, Trace trace) {
        State now = state;
        if (now.table().isPresent()) {
            return now.table().get().route(query, trace);
        }
        trace.note(
                "table",
                () -> "rejected, so that every call is refused: "
                        + now.rejections().get(0));
        return new Route.Refuse(Status.of(503), "rejected table");
    }

    @Override
    public List<Problem> rejections() {
        return state.rejections();
    }

    @Override
    public Report rows(boolean withRejections) {
        State now = state;
        return Listing.of(now.table(), withRejections ? now.rejections() : List.of());
    }

    @Override
    public Check check(Path file) throws IOException {
        return CandidateFile.check(file);
    }
}
