// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Transport;

class LineMemoryTest {
    @TempDir
    Path folder;

    private LineMemory.Store store() {
        return new LineMemory.InFile(folder.resolve("line-provider.properties"));
    }

    @Test
    void whatIsWrittenIsReadUntilItIsForgotten() {
        LineMemory full = new LineMemory(
                "1 2026",
                "abc@x",
                4_000_000_000L,
                "t=o k",
                Instant.parse("2026-01-01T00:10:00.123Z"),
                Instant.EPOCH,
                Optional.of(new Flow(Transport.TLS, "2001:db8::1", 5061, "", "example.org")),
                List.of("<sip:a;lr>", "<sip:b;lr>"));
        LineMemory little = new LineMemory("", "a", 0, "", Instant.EPOCH, Instant.EPOCH, Optional.empty(), List.of());
        assertThat(store().read()).isEmpty();
        for (LineMemory memory : List.of(full, little)) {
            store().write(memory);
            assertThat(store().read()).contains(memory);
        }
        store().forget();
        store().forget();
        assertThat(store().read()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatCannotBeReadIsNoMemory() throws IOException {
        for (String text : List.of("", "call-id=a", "cseq=many", "\\uXYZ", "until=yesterday\nnext=x\ncseq=1")) {
            Files.writeString(folder.resolve("line-provider.properties"), text);
            assertThat(store().read()).as(text).isEmpty();
        }
    }

    @Test
    void whatCannotBeWrittenHarmsNobody() throws IOException {
        Files.createDirectories(folder.resolve("line-provider.properties/in the way"));
        store().write(new LineMemory("p", "a", 0, "t", Instant.EPOCH, Instant.EPOCH, Optional.empty(), List.of()));
        store().forget();
        assertThat(store().read()).isEmpty();
    }
}
