// SPDX-License-Identifier: Apache-2.0
package org.strowger.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars of the distribution, as it ships. */
final class Shipped {
    private static final Path HOME = Path.of(System.getProperty("strowger.home", "."));

    private Shipped() {}

    static Path etc() {
        return HOME.resolve("etc");
    }

    /** The bundles that are ours. */
    static List<Path> ours() {
        return jars(HOME.resolve("system/org/strowger"), "org.strowger.");
    }

    /** A library or a part of the platform, by its artifact's name; the distribution has it in one version. */
    static Path jar(String artifact) {
        List<Path> found = jars(HOME.resolve("system"), artifact + "-").stream()
                .filter(jar -> jar.getParent().getParent().endsWith(artifact))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("the distribution should have one jar of " + artifact + ", and has " + found);
        }
        return found.get(0);
    }

    private static List<Path> jars(Path folder, String prefix) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(prefix) && name.endsWith(".jar");
                    })
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("is the distribution built?", e);
        }
    }
}
