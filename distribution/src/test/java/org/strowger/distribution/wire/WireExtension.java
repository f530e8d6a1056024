// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests what {@link Wire} promises; JUnit closes the lab after its test and the exchange after the last one. */
final class WireExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(WireExtension.class);
    private static final Path RESULTS = Path.of("target/wire").toAbsolutePath();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Exchange.class || type == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Exchange exchange = test.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Exchange.class, absent -> Exchange.start("exchange", etc -> {}), Exchange.class);
        if (parameter.getParameter().getType() == Exchange.class) {
            return exchange;
        }
        return test.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Lab.class, absent -> new Lab(exchange, folder(test)), Lab.class);
    }

    private static Path folder(ExtensionContext test) {
        String method =
                test.getTestMethod().map(java.lang.reflect.Method::getName).orElse("class");
        String invocation = test.getUniqueId().replaceAll("^.*#(\\d+)\\]$", "$1");
        String name = invocation.length() < 5 ? method + "-" + invocation : method;
        return RESULTS.resolve(test.getRequiredTestClass().getSimpleName()).resolve(name);
    }
}
