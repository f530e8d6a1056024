// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiskTest {
    private final FileDisk disk = new FileDisk();

    @TempDir
    Path folder;

    private Optional<String> write(Path file, String text) throws IOException {
        disk.write(file, StandardCharsets.ISO_8859_1, Optional.ofNullable(text));
        return disk.read(file, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aFileIsMadeReplacedAndRemovedAndNothingElseIsLeft() throws IOException {
        Path file = folder.resolve("new/a.cfg");

        assertThat(write(file, "ä = 1\n")).contains("ä = 1\n");
        assertThat(Files.size(file)).isEqualTo(6);
        assertThat(write(file, "b")).contains("b");
        try (Stream<Path> all = Files.list(file.getParent())) {
            assertThat(all).containsExactly(file);
        }
        assertThat(write(file, null)).isEmpty();
        assertThat(write(file, null)).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void aNewFileIsTheOwnersAndAnOldOneStaysWhoseItWas() throws IOException {
        Path file = folder.resolve("a.cfg");
        write(file, "x");
        assertThat(permissions(file)).isEqualTo("rw-------");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        write(file, "y");
        assertThat(permissions(file)).isEqualTo("rw-r-----");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
