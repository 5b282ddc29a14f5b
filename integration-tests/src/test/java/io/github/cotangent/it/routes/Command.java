package io.github.cotangent.it.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs another program and fails with what it printed unless it succeeds. */
final class Command {
    private static final int PATIENCE_IN_MINUTES = 5;

    private Command() {}

    /** What it printed, output and errors. The program runs in {@code folder}, with the Java of this test. */
    static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "log", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MAVEN_ARGS");
        builder.environment().remove("MAVEN_OPTS");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_IN_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        String printed = Files.readString(log);
        assertTrue(ended, () -> command + " does not end:\n" + printed);
        assertEquals(0, process.exitValue(), () -> command + " says:\n" + printed);
        return printed;
    }
}
