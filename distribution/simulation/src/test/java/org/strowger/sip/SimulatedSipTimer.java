// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The stack's timers on the simulated clock; the stack makes it by reflection. */
public final class SimulatedSipTimer implements SipTimer {
    private final Machine machine = SimulatedNetworkLayer.MACHINE.get();
    private volatile boolean started;

    @Override
    public void start(SipStackImpl stack, Properties properties) {
        started = true;
    }

    @Override
    public void stop() {
        started = false;
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    @Override
    public boolean schedule(SIPStackTimerTask task, long delay) {
        task.setSipTimerTask(machine.timer().schedule(() -> run(task), delay, TimeUnit.MILLISECONDS));
        return true;
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
        task.setSipTimerTask(
                machine.timer().scheduleWithFixedDelay(() -> run(task), delay, period, TimeUnit.MILLISECONDS));
        return true;
    }

    private void run(SIPStackTimerTask task) {
        try {
            task.runTask();
        } catch (RuntimeException fault) {
            machine.fault(fault);
        }
    }

    @Override
    public boolean cancel(SIPStackTimerTask task) {
        Future<?> future = (Future<?>) task.getSipTimerTask();
        if (future == null) {
            return false;
        }
        task.cleanUpBeforeCancel();
        task.setSipTimerTask(null);
        return future.cancel(false);
    }
}
