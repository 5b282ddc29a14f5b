package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;

/** Cuts expressions in a line of Java by its parentheses alone; what comes out need not compile. */
final class Simpler {
    private Simpler() {}

    /** Texts in which one call or parenthesis is replaced by one of its parts, or by a number. */
    static List<String> texts(String text) {
        List<String> all = new ArrayList<>();
        for (int open = text.indexOf('('); open >= 0; open = text.indexOf('(', open + 1)) {
            int close = closing(text, open);
            int start = open;
            while (start > 0 && isName(text.charAt(start - 1))) {
                start--;
            }
            if (close < 0 || List.of("if", "while", "for", "switch", "try").contains(text.substring(start, open))) {
                continue;
            }
            String before = text.substring(0, start);
            String after = text.substring(close + 1);
            all.add(before + "0.5" + after);
            for (String part : parts(text.substring(open + 1, close))) {
                all.add(before + part.strip() + after);
            }
        }
        return all;
    }

    private static boolean isName(char c) {
        return Character.isJavaIdentifierPart(c) || c == '.';
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.charAt(i) == '(') {
                depth++;
            } else if (text.charAt(i) == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** The parts between commas and between spaced operators at the outermost level. */
    private static List<String> parts(String inside) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            } else if (depth == 0 && (c == ',' || c == ' ' && i + 2 < inside.length() && inside.charAt(i + 2) == ' ')) {
                parts.add(inside.substring(start, i));
                start = c == ',' ? i + 1 : i + 3;
                i = start - 1;
            }
        }
        parts.add(inside.substring(Math.min(start, inside.length())));
        return parts;
    }
}
