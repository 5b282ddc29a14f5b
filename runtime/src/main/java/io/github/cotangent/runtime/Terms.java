package io.github.cotangent.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a companion asks for or offers, read from its text: a method with its parameter types, and words of the form {@code key=value}
 * behind it.
 *
 * @param owner binary name of the class or interface that declares the method
 * @param parameters the canonical names of the types
 */
record Terms(String owner, String name, List<String> parameters, Map<String, String> words) {

    static Terms of(String text) {
        String[] words = text.split(" ");
        String method = words[0];
        int open = method.indexOf('(');
        int dot = method.lastIndexOf('.', open);
        String types = method.substring(open + 1, method.length() - 1);
        Map<String, String> found = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            found.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return new Terms(
                method.substring(0, Math.max(0, dot)),
                method.substring(dot + 1, open),
                types.isEmpty() ? List.of() : List.of(types.split(",")),
                found);
    }

    /** Name and parameter types. */
    String signature() {
        return name + "(" + String.join(",", parameters) + ")";
    }

    /** The value of a word; null if there is none. */
    String word(String key) {
        return words.get(key);
    }

    /** The values of a word that has several. */
    Set<String> set(String key) {
        String value = words.get(key);
        return value == null ? Set.of() : new HashSet<>(List.of(value.split(",")));
    }

    /** The active parameters, ascending; the receiver is number 0. */
    List<Integer> active() {
        List<Integer> active = new ArrayList<>();
        set("active").forEach(i -> active.add(Integer.valueOf(i)));
        active.sort(null);
        return active;
    }

    /** Whether a parameter is an array of numbers. */
    boolean isArray(int parameter) {
        return parameter > 0 && type(parameter).matches("(double|float)(\\[])+");
    }

    /** Whether a parameter is a number. */
    boolean isNumber(int parameter) {
        return parameter > 0 && type(parameter).matches("double|float");
    }

    private String type(int parameter) {
        return parameters.get(parameter - 1);
    }
}
