// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.BundleActivator;

/** Bundles that tests make: of a class of their own, or of one that ships, with another version. */
final class BundleJar {
    private BundleJar() {}

    /**
     * A bundle of one class.
     *
     * @param api the versions of the API's packages that it says it can do with
     * @param headers more of its manifest
     */
    static Path of(
            Lab lab, String name, Class<? extends BundleActivator> activator, String api, Map<String, String> headers) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Bundle-Activator", activator.getName());
        String range = ";version=\"" + api + "\"";
        main.putValue(
                "Import-Package",
                "org.osgi.framework,org.strowger.api.call" + range
                        + ",org.strowger.api.route;version=\"[1,2)\",org.strowger.api.sip;version=\"[1,2)\"");
        headers.forEach(main::putValue);

        Path jar = lab.file(name + ".jar");
        String entry = activator.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream in = activator.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new ZipEntry(entry));
            in.transferTo(out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return jar;
    }

    /** The same bundle with another version, as a later build of it would have. */
    static Path withVersion(Path shipped, Path copy, String version) {
        try (JarFile jar = new JarFile(shipped.toFile());
                OutputStream file = Files.newOutputStream(copy)) {
            Manifest manifest = new Manifest(jar.getManifest());
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream out = new JarOutputStream(file, manifest)) {
                for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                    JarEntry entry = entries.nextElement();
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        jar.getInputStream(entry).transferTo(out);
                    }
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return copy;
    }

    /** Puts a jar into {@code deploy/}, over one of this name: whole at once, for half of one would be taken for the whole. */
    static Path drop(Path jar, Exchange exchange, String name) {
        Path whole = exchange.home().resolve(name + ".part");
        Path dropped = exchange.home().resolve("deploy").resolve(name);
        try {
            Files.copy(jar, whole, StandardCopyOption.REPLACE_EXISTING);
            return Files.move(whole, dropped, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
