package io.github.cotangent.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How many bytes the current thread allocates on the heap. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** What running a task allocates. */
    public static long of(Runnable task) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long between = THREADS.getCurrentThreadAllocatedBytes();
        task.run();
        long after = THREADS.getCurrentThreadAllocatedBytes();
        return after - between - (between - before);
    }
}
