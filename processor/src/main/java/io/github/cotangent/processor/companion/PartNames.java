package io.github.cotangent.processor.companion;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives the parts of one generated class names, each as wished if it is free, else with the next free number behind it. */
public final class PartNames {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    public String unique(String wish) {
        String name = wish;
        while (!taken.add(name)) {
            name = wish + numbers.merge(wish, 2, (number, first) -> number + 1);
        }
        return name;
    }
}
