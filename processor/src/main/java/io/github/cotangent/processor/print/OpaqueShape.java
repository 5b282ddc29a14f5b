package io.github.cotangent.processor.print;

import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import java.util.regex.Pattern;

/**
 * What opaque text looks like from outside: strings, characters and everything in brackets are taken out of it, and what is
 * left tells whether it is a primary, a statement, or neither.
 */
final class OpaqueShape {
    private static final Pattern PRIMARY = Pattern.compile("[\\w.]+(\\(\\)|\\[]|[\\w.])*|\"\"(\\.\\w+\\(\\))*");
    private static final Pattern CREATION = Pattern.compile("\\s*new\\s.*(\\(\\)|\\(\\)\\s*\\{})\\s*", Pattern.DOTALL);
    private static final Pattern STEP = Pattern.compile("\\s*(\\+\\+|--).*|.*(\\+\\+|--)\\s*", Pattern.DOTALL);
    private static final Pattern ASSIGNMENT = Pattern.compile(".*[^=!<>]=[^=].*|.*(<<|>>)=[^=].*", Pattern.DOTALL);

    private final String outline;
    private final boolean isVoid;

    private OpaqueShape(String outline, boolean isVoid) {
        this.outline = outline;
        this.isVoid = isVoid;
    }

    static OpaqueShape of(Expr.Opaque opaque) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : opaque.pieces()) {
            text.append(piece instanceof Piece.Text literal ? literal.text() : "x");
        }
        return new OpaqueShape(outline(text.toString()), opaque.type() == Primitive.VOID);
    }

    /** The text with empty brackets and empty strings. */
    private static String outline(String text) {
        StringBuilder out = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean outside = depth == 0;
            if (c == '"' || c == '\'') {
                i = endOfLiteral(text, i);
                out.append(outside ? "\"\"" : "");
                continue;
            }
            boolean opens = c == '(' || c == '[' || c == '{';
            boolean closes = c == ')' || c == ']' || c == '}';
            depth += opens ? 1 : closes ? -1 : 0;
            if (depth == 0 || outside) {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static int endOfLiteral(String text, int start) {
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != text.charAt(start)) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    /** Whether it can be an operand of anything without parentheses: a name, a call, an element. */
    boolean isPrimary() {
        return PRIMARY.matcher(outline).matches();
    }

    /** Whether it can stand as a statement: Java allows calls, creations, assignments and steps only. */
    boolean isStatement() {
        boolean call = outline.endsWith("()")
                && PRIMARY.matcher(outline.replaceAll("<[^()]*>", "")).matches();
        return isVoid
                || call
                || CREATION.matcher(outline).matches()
                || STEP.matcher(outline).matches()
                || ASSIGNMENT.matcher(outline).matches();
    }

    /** Whether the statement is complete without a semicolon: a block, or a statement or class declaration with one. */
    boolean isClosedStatement() {
        return isVoid
                && outline.stripTrailing().endsWith("}")
                && !ASSIGNMENT.matcher(outline).matches();
    }
}
