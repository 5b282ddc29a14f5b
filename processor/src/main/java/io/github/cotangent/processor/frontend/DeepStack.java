package io.github.cotangent.processor.frontend;

/**
 * Runs work on a stack deep enough for expressions nested hundreds of levels: parser and passes are recursive, and the
 * compiler's own thread may have as little as half a megabyte left. The caller waits, so that nothing runs at the same time.
 */
public final class DeepStack {
    private static final long BYTES = 512L << 20;

    private DeepStack() {}

    /** Runs {@code work} to its end; what it throws is thrown here. */
    public static void run(Runnable work) {
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(null, work, "cotangent", BYTES);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.setUncaughtExceptionHandler((t, e) -> thrown[0] = e);
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thrown[0] instanceof Error error) {
            throw error;
        } else if (thrown[0] instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
