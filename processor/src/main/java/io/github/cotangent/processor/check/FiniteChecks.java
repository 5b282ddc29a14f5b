package io.github.cotangent.processor.check;

import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Statements that stop a sweep where a derivative becomes NaN or infinite. They name the statement of the user and the values
 * that the derivative is made of, which the sweep has at hand anyway: nothing is saved for a check. Without checks, there are no
 * statements.
 */
public final class FiniteChecks {
    /** No checks. */
    public static final FiniteChecks NONE = new FiniteChecks(null);

    /** The class of the runtime that looks. */
    public static final String RUNTIME = "FiniteChecks";

    /** What it throws. */
    public static final ReferenceType EXCEPTION =
            new ReferenceType("io.github.cotangent.runtime.NonFiniteDerivativeException");

    private final Wording wording;

    private FiniteChecks(Wording wording) {
        this.wording = wording;
    }

    /** Checks that use these words. */
    public static FiniteChecks in(Wording wording) {
        return new FiniteChecks(wording);
    }

    /** Whether there are any. */
    public boolean areMade() {
        return wording != null;
    }

    /**
     * Checks the adjoint of a value.
     *
     * @param stmt the statement of the user that is reversed
     * @param of the value
     * @param cotangent the adjoint of what the statement computes; null if it is not at hand
     * @param operands what else the share is made of, each with its value as the reverse sweep has it
     */
    public List<Stmt> adjoint(Stmt stmt, Expr adjoint, Expr of, Expr cotangent, Map<Expr, Expr> operands) {
        return areMade() ? adjoint(stmt, adjoint, wording.name(of), cotangent, operands) : List.of();
    }

    /** Checks the adjoint of an element of an array; index and value of the index as the reverse sweep has it. */
    public List<Stmt> element(Stmt stmt, Expr adjoint, Expr array, Expr index, Expr cotangent, Expr value) {
        return areMade()
                ? adjoint(
                        stmt,
                        adjoint,
                        wording.element(array, index),
                        cotangent,
                        index instanceof Expr.Use ? Map.of(index, value) : Map.of())
                : List.of();
    }

    /** Checks the adjoint of a field of an object. */
    public List<Stmt> field(Stmt stmt, Expr adjoint, Expr.Field of, Expr cotangent) {
        String name = areMade() ? wording.name(of.object()) + "." + of.field().name() : "";
        return areMade() ? adjoint(stmt, adjoint, name, cotangent, Map.of()) : List.of();
    }

    private List<Stmt> adjoint(Stmt stmt, Expr adjoint, String of, Expr cotangent, Map<Expr, Expr> operands) {
        List<Expr> arguments = new ArrayList<>(List.of(adjoint, place(stmt.origin()), text(of)));
        if (cotangent != null) {
            arguments.addAll(List.of(text("incoming cotangent"), cotangent));
        }
        pairs("", operands, arguments);
        return check("adjoint", arguments, stmt.origin());
    }

    /** Checks the adjoints of the elements of an array. */
    public List<Stmt> adjoints(Stmt stmt, Expr adjoints, Expr of) {
        return areMade()
                ? check("adjoints", List.of(adjoints, place(stmt.origin()), text(wording.name(of))), stmt.origin())
                : List.of();
    }

    /**
     * Checks the tangent of what a statement computes.
     *
     * @param directions the tangents of its operands, as far as they are still there
     * @param operands the values of its operands
     */
    public List<Stmt> tangent(Stmt stmt, Expr tangent, Expr of, Map<Expr, Expr> directions, Map<Expr, Expr> operands) {
        if (!areMade()) {
            return List.of();
        }
        List<Expr> arguments = new ArrayList<>(List.of(tangent, place(stmt.origin()), text(wording.name(of))));
        pairs("tangent of ", directions, arguments);
        pairs("", operands, arguments);
        return check("tangent", arguments, stmt.origin());
    }

    /** Checks the tangents of the elements of an array. */
    public List<Stmt> tangents(Stmt stmt, Expr tangents, Expr of) {
        return areMade()
                ? check("tangents", List.of(tangents, place(stmt.origin()), text(wording.name(of))), stmt.origin())
                : List.of();
    }

    /** Whether to look at what a call leaves in arrays: where its own sweeps do not look, as with rules and earlier companions. */
    public boolean lookBehind(Expr.Call call) {
        return areMade() && !wording.hasSource(call.callee());
    }

    /** Checks a cotangent or tangent that the caller gives. */
    public List<Stmt> given(Expr given, String name) {
        return areMade() ? check("given", List.of(given, text(name)), Origin.NONE) : List.of();
    }

    private void pairs(String prefix, Map<Expr, Expr> operands, List<Expr> arguments) {
        operands.forEach((operand, value) -> {
            arguments.add(text(prefix + wording.name(operand)));
            arguments.add(value);
        });
    }

    private Expr place(Origin origin) {
        return text(wording.place(origin));
    }

    private static List<Stmt> check(String function, List<Expr> arguments, Origin origin) {
        return List.of(new Stmt.Perform(new Expr.RuntimeCall(RUNTIME, function, arguments, Primitive.VOID), origin));
    }

    private static Expr text(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            literal.append(c == '"' || c == '\\' ? "\\" + c : String.valueOf(c));
        }
        return new Expr.Constant(literal.append('"').toString(), ReferenceType.STRING);
    }
}
