package io.github.cotangent.processor.resolve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sources that the attribution is tried on. */
final class Samples {
    /** Those that compile. */
    static final String[] HEALTHY = {
        "Arithmetic", "Choices", "Scopes", "Overloads", "Generics", "Locals", "Arrays2", "Records", "Inherit"
    };

    private Samples() {}

    /** The texts of samples by name. */
    static Map<String, String> texts(String... names) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : names) {
            texts.put(name, text(name));
        }
        return texts;
    }

    private static String text(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name + ".java")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
