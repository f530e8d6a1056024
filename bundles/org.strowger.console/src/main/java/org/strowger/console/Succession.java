// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of bundles with one name, the last to be installed works and the others rest: a role that is dropped into {@code deploy/} takes the
 * place of the one that ships, and when it is taken away gives the place back. Otherwise both would answer every call.
 *
 * <p>Only roles: bundles that import the API. Of a library several versions may well be in use side by side. Called by the framework
 * on the thread that starts or uninstalls a bundle: the old one stops right before the new one starts, so that neither works while
 * the other does. One that an operator has stopped stays stopped.
 */
@Component(
        service = {},
        immediate = true)
public final class Succession implements SynchronousBundleListener {
    private static final Logger log = LoggerFactory.getLogger(Succession.class);
    private static final String API = "org.strowger.api.";
    private static final int RUNS = Bundle.STARTING | Bundle.ACTIVE;

    private final Bundle self;
    /** The framework's: ours ends before it is known whether our bundle goes for good. */
    private final BundleContext context;

    private volatile boolean over;

    @Activate
    public Succession(BundleContext context) {
        self = context.getBundle();
        this.context = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        this.context.addBundleListener(this);
        roles().forEach(this::settle);
    }

    @Deactivate
    void deactivate() {
        over = true;
        if (self.getState() != Bundle.STOPPING) {
            context.removeBundleListener(this);
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (over) {
            lastWill(event.getType(), bundle);
        } else if (role(bundle)) {
            follow(event.getType(), bundle);
        }
    }

    /** This bundle, too, may have been dropped in, and nobody else gives its place back. */
    private void lastWill(int type, Bundle bundle) {
        boolean gone = type == BundleEvent.UNINSTALLED;
        boolean anew = type == BundleEvent.UPDATED || type == BundleEvent.STARTING;
        if (bundle.getBundleId() == self.getBundleId() && (gone || anew)) {
            context.removeBundleListener(this);
            if (gone) {
                giveBack(bundle);
            }
        }
    }

    private void follow(int type, Bundle bundle) {
        switch (type) {
            case BundleEvent.STARTING ->
                earlier(bundle).filter(Succession::runs).forEach(old -> rest(old, bundle));
            case BundleEvent.STARTED -> settle(bundle);
            case BundleEvent.UNINSTALLED -> giveBack(bundle);
            default -> {
                // a role that stops, or is updated, keeps its place
            }
        }
    }

    private void giveBack(Bundle gone) {
        namesakes(gone).max(Comparator.comparingLong(Bundle::getBundleId)).ifPresent(Succession::work);
    }

    /** Where the framework itself starts, bundles start in any order: the old one perhaps last. */
    private void settle(Bundle bundle) {
        Optional<Bundle> later = namesakes(bundle)
                .filter(other -> other.getBundleId() > bundle.getBundleId() && runs(other))
                .findFirst();
        if (later.isPresent() && runs(bundle)) {
            rest(bundle, later.get());
        }
    }

    private Stream<Bundle> earlier(Bundle bundle) {
        return namesakes(bundle).filter(other -> other.getBundleId() < bundle.getBundleId());
    }

    private Stream<Bundle> namesakes(Bundle bundle) {
        return roles().stream()
                .filter(other -> other.getBundleId() != bundle.getBundleId()
                        && other.getSymbolicName().equals(bundle.getSymbolicName()));
    }

    private List<Bundle> roles() {
        return Stream.of(context.getBundles()).filter(Succession::role).toList();
    }

    private static boolean role(Bundle bundle) {
        String imports = bundle.getHeaders().get(Constants.IMPORT_PACKAGE);
        String exports = bundle.getHeaders().get(Constants.EXPORT_PACKAGE);
        return bundle.getSymbolicName() != null
                && imports != null
                && imports.contains(API)
                && (exports == null || !exports.contains(API));
    }

    private static boolean runs(Bundle bundle) {
        return (bundle.getState() & RUNS) != 0;
    }

    private static void rest(Bundle old, Bundle successor) {
        log.info("{} {} takes the place of {}", old.getSymbolicName(), successor.getVersion(), old.getVersion());
        try {
            // transient: it is still meant to run, as soon as the place is free
            old.stop(Bundle.STOP_TRANSIENT);
        } catch (BundleException failed) {
            log.error("{} {} does not stop", old.getSymbolicName(), old.getVersion(), failed);
        }
    }

    private static void work(Bundle bundle) {
        if (runs(bundle) || !bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
            return;
        }
        log.info("{} {} takes its place again", bundle.getSymbolicName(), bundle.getVersion());
        try {
            bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException failed) {
            log.error("{} {} does not start", bundle.getSymbolicName(), bundle.getVersion(), failed);
        }
    }
}
