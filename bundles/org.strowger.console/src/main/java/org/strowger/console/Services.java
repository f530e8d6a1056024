// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Services as they are at the moment of the asking: a command is there and says what is missing, whoever has gone. */
public final class Services {
    private final BundleContext context;

    public Services(BundleContext context) {
        this.context = context;
    }

    public boolean present(Class<?> type) {
        return context.getServiceReference(type) != null;
    }

    /** Asks the best service of a type; empty where there is none. */
    public <S, R> Optional<R> ask(Class<S> type, Function<? super S, ? extends R> question) {
        return Optional.ofNullable(context.getServiceReference(type)).flatMap(reference -> ask(reference, question));
    }

    private <S, R> Optional<R> ask(ServiceReference<S> reference, Function<? super S, ? extends R> question) {
        S service = context.getService(reference);
        if (service == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.apply(service));
        } finally {
            context.ungetService(reference);
        }
    }

    /** Calls each service of a type, by ranking. */
    public <S> void each(Class<S> type, BiConsumer<ServiceReference<S>, S> visitor) {
        for (ServiceReference<S> reference : references(type)) {
            ask(reference, service -> {
                visitor.accept(reference, service);
                return true;
            });
        }
    }

    private <S> List<ServiceReference<S>> references(Class<S> type) {
        Collection<ServiceReference<S>> found;
        try {
            found = context.getServiceReferences(type, null);
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        return new ArrayList<>(new TreeSet<>(found).descendingSet());
    }
}
