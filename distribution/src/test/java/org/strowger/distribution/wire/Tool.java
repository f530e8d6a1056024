// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A program that the tests call, and the Debian package that has it. */
public enum Tool {
    SIPP("sipp", "sip-tester"),
    TSHARK("tshark", "tshark"),
    DUMPCAP("dumpcap", "wireshark-common"),
    BARESIP("baresip", "baresip-core"),
    KAMAILIO("kamailio", "kamailio"),
    SOX("sox", "sox"),
    SSH("ssh", "openssh-client");

    private final String program;
    private final String debianPackage;

    Tool(String program, String debianPackage) {
        this.program = program;
        this.debianPackage = debianPackage;
    }

    /** Where the program is; a test that needs it and has it not fails by the package's name. */
    public String path() {
        // Debian keeps servers off a user's PATH
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new AssertionError("this test calls the program " + program
                        + ", which is not here; on Debian: apt-get install " + debianPackage));
    }
}
