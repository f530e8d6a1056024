// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * A package that a bundle cannot do without.
 *
 * @param versions which of its versions will do
 */
record Need(String name, VersionRange versions) {
    Need {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(versions, "versions");
    }

    /**
     * Reads an Import-Package header; what is optional is not needed.
     *
     * @throws IllegalArgumentException when a version in it is none
     */
    static List<Need> of(String header) {
        List<Need> needs = new ArrayList<>();
        for (String clause : split(header, ',')) {
            List<String> names = new ArrayList<>();
            String versions = "0";
            boolean optional = false;
            for (String part : split(clause, ';')) {
                int assigned = part.indexOf('=');
                String value = part.substring(assigned + 1).strip().replace("\"", "");
                String attribute =
                        assigned < 0 ? "" : part.substring(0, assigned).strip();
                if (assigned < 0) {
                    names.add(part.strip());
                } else if (attribute.equals("version")) {
                    versions = value;
                } else if (attribute.equals("resolution:")) {
                    optional = value.equals("optional");
                }
            }
            if (!optional) {
                VersionRange range = VersionRange.valueOf(versions);
                names.stream().filter(name -> !name.isEmpty()).forEach(name -> needs.add(new Need(name, range)));
            }
        }
        return needs;
    }

    /** Splits where the separator does not stand in quotes. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (c == separator && !quoted) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    boolean metBy(Collection<Version> offered) {
        return offered.stream().anyMatch(versions::includes);
    }

    /** Such as {@code needs org.strowger.api.call 9.0 or newer below 10, here is 1.1.0}. */
    String missing(Collection<Version> offered) {
        List<String> here =
                new TreeSet<>(offered).stream().map(Version::toString).toList();
        return "needs " + name + wanted()
                + (here.isEmpty() ? ", here is none" : ", here is " + String.join(", ", here));
    }

    private String wanted() {
        Version least = versions.getLeft();
        boolean any = least.equals(Version.emptyVersion) && versions.getLeftType() == VersionRange.LEFT_CLOSED;
        String from = versions.getLeftType() == VersionRange.LEFT_CLOSED
                ? " " + exact(least) + " or newer"
                : " newer than " + exact(least);
        String to = versions.getRight() == null
                ? ""
                : (versions.getRightType() == VersionRange.RIGHT_OPEN ? " below " : " up to ")
                        + brief(versions.getRight());
        if (versions.isExact()) {
            return " " + exact(least) + " and no other";
        }
        return (any ? "" : from) + to;
    }

    /** Without the zeros at the end, as upper bounds are written. */
    private static String brief(Version version) {
        boolean whole = version.getMinor() == 0 && version.getMicro() == 0;
        return whole && version.getQualifier().isEmpty() ? String.valueOf(version.getMajor()) : exact(version);
    }

    /** With two places or more, as lower bounds are written. */
    private static String exact(Version version) {
        boolean minor = version.getMicro() == 0 && version.getQualifier().isEmpty();
        return minor ? version.getMajor() + "." + version.getMinor() : version.toString();
    }
}
