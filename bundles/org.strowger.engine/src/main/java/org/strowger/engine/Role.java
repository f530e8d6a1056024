// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.concurrent.atomic.LongAdder;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.strowger.api.call.Callin;

/** One service of a role, with its name and what it has done so far. Highest ranking first, then oldest. */
final class Role<S> implements Comparable<Role<S>> {
    private final ServiceReference<S> reference;
    private final S service;
    private final String name;
    private final String kind;
    private final LongAdder claimed = new LongAdder();
    private final LongAdder failed = new LongAdder();

    Role(ServiceReference<S> reference, S service) {
        this.reference = reference;
        this.service = service;
        Object property = reference.getProperty(Callin.ROLE);
        this.kind = property == null ? reference.getBundle().getSymbolicName() : property.toString();
        this.name = name(kind, reference.getProperty(Constants.SERVICE_PID));
    }

    /** The kind, and for one of several configurations of a factory its name after a hyphen. */
    static String name(String kind, Object pid) {
        String text = pid instanceof String single ? single : "";
        int tilde = text.indexOf('~');
        return tilde < 0 ? kind : kind + "-" + text.substring(tilde + 1);
    }

    S service() {
        return service;
    }

    String name() {
        return name;
    }

    /** Whether a route that names a role means this one. */
    boolean answersTo(String wanted) {
        return name.equals(wanted) || kind.equals(wanted);
    }

    int ranking() {
        return reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    String bundle() {
        return reference.getBundle() == null ? "" : reference.getBundle().getSymbolicName();
    }

    String version() {
        return reference.getBundle() == null
                ? ""
                : reference.getBundle().getVersion().toString();
    }

    void claimed() {
        claimed.increment();
    }

    void failed() {
        failed.increment();
    }

    long claims() {
        return claimed.sum();
    }

    long failures() {
        return failed.sum();
    }

    boolean is(ServiceReference<S> other) {
        return reference.equals(other);
    }

    @Override
    public int compareTo(Role<S> other) {
        return other.reference.compareTo(reference);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Role<?> role && reference.equals(role.reference);
    }

    @Override
    public int hashCode() {
        return reference.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
