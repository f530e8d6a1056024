// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a script that runs a command by {@code bin/client} can rely on. */
@Wire
final class ClientIT {
    @Test
    @DisplayName("bin/client prints all of a long output")
    void aLongOutputIsWhole(Exchange exchange, Lab lab) throws IOException {
        String text = IntStream.range(0, 50_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        Path file = lab.folder().resolve("long.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");

        assertThat(exchange.console("cat " + file).strip()).isEqualTo(text);
    }
}
