package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import java.util.HashSet;
import java.util.Set;

/**
 * What a run of statements may do to a value that was computed before it and is used after it. Java evaluates operands
 * from left to right; this decides which of the earlier operands have to be kept in a temporary.
 */
final class Impact {
    private final Set<Variable> assigned = new HashSet<>();
    private boolean runsUnknownCode;
    private boolean observable;

    /** Adds the effects of one statement, without those of the blocks inside it. */
    void add(Stmt statement) {
        if (statement instanceof Stmt.Assign assign) {
            add(assign.value());
            if (assign.target().kind() != Variable.Kind.TEMPORARY) {
                assigned.add(assign.target());
                observable = true;
            }
        } else if (statement instanceof Stmt.If || statement instanceof Stmt.Labelled) {
            return;
        } else if (statement instanceof Stmt.Perform perform) {
            add(perform.action());
            observable = true;
        } else {
            observable = true;
        }
    }

    void add(Impact other) {
        assigned.addAll(other.assigned);
        runsUnknownCode |= other.runsUnknownCode;
        observable |= other.observable;
    }

    private void add(Expr value) {
        observable |= mayThrow(value);
        if (value instanceof Expr.Call || value instanceof Expr.Ruled) {
            runsUnknownCode = true;
        } else if (value instanceof Expr.Opaque opaque && !opaque.effects().pure()) {
            assigned.addAll(opaque.effects().assigned());
            runsUnknownCode = true;
        }
    }

    /** Whether computing {@code value} after the statements could differ from computing it before them. */
    boolean reaches(Expr value) {
        if (!observable && assigned.isEmpty()) {
            return false;
        }
        if (value instanceof Expr.Use use) {
            Variable variable = use.variable();
            return assigned.contains(variable)
                    || runsUnknownCode
                            && variable.isStatic()
                            && !variable.field().constant();
        }
        if (observable && throwsItself(value)) {
            return true;
        }
        for (Expr operand : value.operands()) {
            if (reaches(operand)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayThrow(Expr value) {
        if (value instanceof Expr.Atom) {
            return false;
        }
        if (throwsItself(value)) {
            return true;
        }
        for (Expr operand : value.operands()) {
            if (mayThrow(operand)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the operation can throw or depends on more than its operands, array contents for instance. */
    private static boolean throwsItself(Expr value) {
        if (value instanceof Expr.Atom
                || value instanceof Expr.Unary
                || value instanceof Expr.Convert
                || value instanceof Expr.Conditional
                || value instanceof Expr.Detach
                || value instanceof Expr.Refined) {
            return false;
        }
        if (value instanceof Expr.Binary binary) {
            boolean divides = binary.op() == BinaryOp.DIV || binary.op() == BinaryOp.REM;
            return divides && !binary.type().isFloating() && !isNonZeroLiteral(binary.right());
        }
        if (value instanceof Expr.MathCall call) {
            return !call.type().isFloating() && call.type() != Primitive.BOOLEAN;
        }
        return true;
    }

    private static boolean isNonZeroLiteral(Expr value) {
        return value instanceof Expr.Constant constant && constant.text().matches("[1-9][0-9_]*[lL]?");
    }
}
