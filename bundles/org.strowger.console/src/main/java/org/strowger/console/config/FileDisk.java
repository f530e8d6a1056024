// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Files are replaced as a whole: written beside, forced to the disk, and renamed. Their permissions stay; new ones are the owner's. */
final class FileDisk implements Disk {
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");

    @Override
    public Optional<String> read(Path file, Charset charset) throws IOException {
        try {
            return Optional.of(Files.readString(file, charset));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    @Override
    public void write(Path file, Charset charset, Optional<String> text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (text.isPresent()) {
            Files.createDirectories(folder);
            replace(file, folder, charset.encode(text.get()));
        } else if (!Files.deleteIfExists(file)) {
            return;
        }
        force(folder);
    }

    /** The name of the part ends in nothing that File Install reads. */
    private static void replace(Path file, Path folder, ByteBuffer bytes) throws IOException {
        Path part = Files.createTempFile(folder, "." + file.getFileName(), ".part", owners());
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            if (Files.exists(file)) {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(file));
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> owners() {
        return PosixFilePermissions.asFileAttribute(OWNERS);
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
