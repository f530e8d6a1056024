// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of what ships, over the wire. Its methods may ask for the {@link Exchange}, the same for all tests of a run, and for a
 * {@link Lab}, whose programs and sockets end with the test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WireExtension.class)
public @interface Wire {}
