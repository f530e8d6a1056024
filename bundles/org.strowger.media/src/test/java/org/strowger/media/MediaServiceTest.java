// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.api.config.Problem;
import org.strowger.api.sip.Body;

class MediaServiceTest {
    private static final Map<String, Object> BAD = Map.of(
            "felix.fileinstall.filename", "file:/opt/strowger/etc/org.strowger.media.cfg",
            "port.min", "low",
            "dscp", 64);
    private static final List<Problem> PROBLEMS = List.of(
            new Problem(MediaService.PID, "org.strowger.media.cfg", "port.min", "'low' is not a whole number"),
            new Problem(MediaService.PID, "org.strowger.media.cfg", "dscp", "64 is not between 0 and 63"));

    @TempDir
    private Path storage;

    @Test
    void aBadConfigurationIsRefusedWholeAndWhatHeldBeforeStays() throws Exception {
        try (Installed media = Installed.start(storage, 1, Map.of("port.min", 22_300, "port.max", 22_309))) {
            Map<String, Object> bad = new HashMap<>(BAD);
            bad.put("port.max", 22_500);
            media.configure(bad);
            assertThat(media.service().refused()).isEqualTo(PROBLEMS);
            assertThat(offered(media)).isBetween(22_300, 22_308);
            media.configure(Map.of("port.min", 22_400, "port.max", 22_409));
            assertThat(media.service().refused()).isEmpty();
            assertThat(offered(media)).isBetween(22_400, 22_408);
        }
    }

    @Test
    void whereNothingGoodCameBeforeTheDefaultsHold() throws Exception {
        try (Installed media = Installed.start(storage, 1, BAD)) {
            assertThat(media.service().refused()).isEqualTo(PROBLEMS);
            assertThat(offered(media)).isBetween(10_000, 32_766);
        }
    }

    @Test
    void aCheckTellsEveryProblemAndTakesNothing() throws Exception {
        try (Installed media = Installed.start(storage, 1, Installed.RANGE)) {
            assertThat(media.service().check(MediaService.PID, BAD)).isEqualTo(PROBLEMS);
            assertThat(media.service().check(MediaService.PID, Map.of("port.min", "20000")))
                    .isEmpty();
            assertThat(media.service().refused()).isEmpty();
            assertThat(offered(media)).isBetween(21_000, 21_998);
        }
    }

    @Test
    void aListOfLastPortsThatCannotBeReadIsNone() throws Exception {
        Files.writeString(storage.resolve("ports"), "22310\nrubbish\n");
        try (Installed media = Installed.start(storage, 1, Installed.RANGE)) {
            assertThat(offered(media)).isBetween(21_000, 21_998);
        }
    }

    private static int offered(Installed media) throws Exception {
        try (Phone phone = new Phone("127.0.0.2", 0xA)) {
            Body offer = media.echo("call-1").offer(phone.addresses());
            return Phone.port(offer);
        }
    }
}
