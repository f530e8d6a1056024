// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.strowger.api.call.Leg.Side;
import org.strowger.api.media.MediaPort;
import org.strowger.api.media.Relay;

/** When the bundle is gone, nothing holds its classes any more, though its memories are kept. */
class UnloadTest {
    /** Loads this bundle's classes itself, as a framework does for each version of a bundle. */
    private static final class BundleLoader extends URLClassLoader {
        BundleLoader() {
            super(
                    new URL[] {location(MediaService.class), location(UnloadTest.class)},
                    UnloadTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(UnloadTest.class.getPackageName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        private static URL location(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }
    }

    /** A version's life, from start to stop, with calls that talk when it stops. Loaded by a {@link BundleLoader}. */
    public static final class Life implements Function<Path, List<Map<String, Object>>> {
        @Override
        public List<Map<String, Object>> apply(Path storage) {
            BundleContext context = new FakeBundle("media", storage).context();
            try (Phone a = new Phone("127.0.0.2", 0xA);
                    Phone b = new Phone("127.0.0.3", 0xB)) {
                MediaService service = new MediaService(context, new Speech(), Map.of("threads", 2));
                MediaUser user = new MediaUser(service);
                Relay relay = user.relay("call-1", Map.of());
                relay.pass(Side.A, a.sdp(), a.addresses(), b.addresses());
                int forA = Phone.port(relay.pass(Side.B, b.sdp(), b.addresses(), a.addresses()));
                a.send(forA, "hello");
                assertThat(b.hear()).isEqualTo("hello");
                MediaPort echo = user.echo("call-2", Map.of());
                a.send(Phone.port(echo.answer(a.sdp(), a.addresses())), "echo");
                assertThat(a.hear()).isEqualTo("echo");
                user.deactivate();
                service.deactivate();
                return List.of(relay.memory(), echo.memory());
            } catch (IOException | org.strowger.api.media.MediaException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @TempDir
    private Path storage;

    @Test
    void itsClassesAreCollected() throws Exception {
        List<Map<String, Object>> memories = new ArrayList<>();
        WeakReference<ClassLoader> gone = live(memories);
        displace();
        collect(gone);
        assertThat(gone.get()).isNull();
        assertThat(memories).hasSize(2);
    }

    /** In a method of its own, so that no variable of the test holds what is to be collected. */
    @SuppressWarnings("unchecked")
    private WeakReference<ClassLoader> live(List<Map<String, Object>> memories) throws Exception {
        try (BundleLoader loader = new BundleLoader()) {
            Class<?> life = loader.loadClass(Life.class.getName());
            assertThat(life).isNotEqualTo(Life.class);
            memories.addAll(((Function<Path, List<Map<String, Object>>>)
                            life.getDeclaredConstructor().newInstance())
                    .apply(storage));
            return new WeakReference<>(loader);
        }
    }

    /**
     * The JVM itself holds a record class or two: {@code java.lang.runtime.ObjectMethods} keeps the types of the record, and of
     * the component, for which it last made an equals, hashCode or toString. Here others take their place.
     */
    private static void displace() {
        record Other(String value) {}
        assertThat(new Other("one")).isEqualTo(new Other("one")).hasToString("Other[value=one]");
        assertThat(new Other("one").hashCode()).isEqualTo(new Other("one").hashCode());
    }

    /** Collects garbage until the reference is empty, or it is plain that it will not be. */
    private static void collect(WeakReference<?> reference) {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
        }
    }
}
