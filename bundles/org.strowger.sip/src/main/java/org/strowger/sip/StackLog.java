// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.core.ServerLogger;
import gov.nist.core.StackLogger;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stack's own logger. What it calls an error is most often a peer's bad packet, so those are warnings here and no more than
 * one in ten seconds, or anybody could fill the disk; all of them are there at debug level.
 */
public final class StackLog implements StackLogger {
    private static final Logger log = LoggerFactory.getLogger("org.strowger.sip.stack");
    private static final long QUIET_NANOS = 10_000_000_000L;
    private static final int LONGEST = 200;

    /** Whether anybody listens: the stack asks a hundred times a message, and the log service answers less quickly than a field. */
    private static volatile boolean debug = log.isDebugEnabled();

    private static volatile boolean wire = WireLog.listening();

    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());
    private final AtomicLong unsaid = new AtomicLong();

    /** Looks again whether anybody listens. To be called now and then. */
    static void look() {
        debug = log.isDebugEnabled();
        wire = WireLog.listening();
    }

    /** Whether anybody listens to anything but errors. */
    static boolean heard() {
        return debug || wire;
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        if (level <= TRACE_ERROR) {
            return true;
        }
        // the stack asks here, at this level, whether messages are to be written as they are on the wire
        return debug || wire && level == ServerLogger.TRACE_MESSAGES;
    }

    @Override
    public boolean isLoggingEnabled() {
        return true;
    }

    private void warn(String message, Throwable cause) {
        long now = System.nanoTime();
        long next = nextWarning.get();
        if (now - next >= 0 && nextWarning.compareAndSet(next, now + QUIET_NANOS)) {
            long before = unsaid.getAndSet(0);
            log.warn("{}{}", firstLine(message), before == 0 ? "" : " (and " + before + " more since the last)");
        } else {
            unsaid.incrementAndGet();
        }
        log.debug(message, cause);
    }

    /** Of some bad packets the stack prints every byte. */
    private static String firstLine(String message) {
        String text = String.valueOf(message);
        int end = text.indexOf('\n');
        return text.substring(0, Math.min(end < 0 ? text.length() : end, LONGEST))
                .trim();
    }

    @Override
    public void logError(String message) {
        warn(message, null);
    }

    @Override
    public void logError(String message, Exception cause) {
        warn(message + (cause == null ? "" : ": " + cause), cause);
    }

    @Override
    public void logFatalError(String message) {
        log.error(message);
    }

    @Override
    public void logException(Throwable cause) {
        warn(String.valueOf(cause), cause);
    }

    @Override
    public void logWarning(String message) {
        log.debug(message);
    }

    @Override
    public void logInfo(String message) {
        log.debug(message);
    }

    @Override
    public void logDebug(String message) {
        log.debug(message);
    }

    @Override
    public void logDebug(String message, Exception cause) {
        log.debug(message, cause);
    }

    @Override
    public void logTrace(String message) {
        log.trace(message);
    }

    @Override
    public void logStackTrace() {
        log.trace("stack trace", new Throwable("asked for by the stack"));
    }

    @Override
    public void logStackTrace(int level) {
        logStackTrace();
    }

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void disableLogging() {
        // the level is set where all levels are set: in the logging configuration
    }

    @Override
    public void enableLogging() {
        // see disableLogging
    }

    @Override
    public void setBuildTimeStamp(String stamp) {
        log.trace("stack built {}", stamp);
    }

    @Override
    public void setStackProperties(Properties properties) {
        // nothing to take from them
    }

    @Override
    public String getLoggerName() {
        return log.getName();
    }
}
