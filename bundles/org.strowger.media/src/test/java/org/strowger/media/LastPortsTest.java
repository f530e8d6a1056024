// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastPortsTest {
    @TempDir
    private Path folder;

    private final List<FakeBundle> installed = new ArrayList<>();
    private FakeBundle shipped;
    private FakeBundle dropped;
    private FakeBundle other;

    @BeforeEach
    void twoOfOneName() throws IOException {
        shipped = new FakeBundle("media", Files.createDirectory(folder.resolve("shipped")));
        dropped = new FakeBundle("media", Files.createDirectory(folder.resolve("dropped")));
        other = new FakeBundle("other", Files.createDirectory(folder.resolve("other")));
        installed.addAll(List.of(shipped, other));
    }

    private LastPorts of(FakeBundle bundle) {
        return LastPorts.of(bundle.context(installed));
    }

    @Test
    void aBundleThatIsUpdatedFindsItsOwnOnce() {
        of(shipped).write(Set.of(20_000, 20_002));
        assertThat(of(shipped).take()).containsExactlyInAnyOrder(20_000, 20_002);
        assertThat(of(shipped).take()).isEmpty();
    }

    @Test
    void aBundleThatTakesThePlaceOfAnotherFindsThoseOfTheOther() {
        LastPorts first = of(shipped);
        installed.add(dropped);
        first.write(Set.of(20_000));
        assertThat(of(dropped).take()).containsExactly(20_000);
        of(dropped).write(Set.of(20_004));
        installed.remove(dropped);
        assertThat(of(shipped).take()).containsExactly(20_004);
        assertThat(of(other).take()).isEmpty();
    }

    @Test
    void oneThatCannotWriteForAnotherWritesForTheRest() throws IOException {
        Files.createDirectory(dropped.storage().resolve("ports"));
        installed.add(0, dropped);
        of(shipped).write(Set.of(20_000));
        assertThat(of(shipped).take()).containsExactly(20_000);
    }
}
