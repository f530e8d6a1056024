// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/** Files of text. Each method either has its effect, for good, or has none, whatever happens to the process or the machine. */
interface Disk {
    /** Empty where there is no such file. */
    Optional<String> read(Path file, Charset charset) throws IOException;

    /** Makes this the file's text; empty for no file. */
    void write(Path file, Charset charset, Optional<String> text) throws IOException;
}
