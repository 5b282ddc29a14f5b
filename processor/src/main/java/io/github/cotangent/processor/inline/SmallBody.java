package io.github.cotangent.processor.inline;

import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A method whose body can stand in the place of a call: a few assignments without branches, calls or opaque text, and perhaps a
 * result at the end. It looks into the receiver first, as the call does, so that a missing object is noticed at the same point.
 *
 * @param result what it returns; null for nothing
 */
record SmallBody(Method method, List<Stmt> statements, Expr result) {
    private static final int LONGEST = 8;

    static Optional<SmallBody> of(Method method) {
        List<Stmt> statements = new ArrayList<>(method.body().statements());
        Expr result = null;
        int last = statements.size() - 1;
        if (last >= 0 && statements.get(last) instanceof Stmt.Return end) {
            result = end.value();
            statements.remove(last);
        }
        boolean complete = (result == null) == (method.id().result() == Primitive.VOID);
        boolean fits = complete
                && method.thrown().isEmpty()
                && statements.size() <= LONGEST
                && statements.stream().allMatch(SmallBody::isPlain)
                && !assignsParameter(method, statements)
                && (method.id().invocation() == MethodId.Invocation.CONSTRUCTION
                        || looksAtReceiver(method, statements));
        return fits ? Optional.of(new SmallBody(method, statements, result)) : Optional.empty();
    }

    private static boolean isPlain(Stmt stmt) {
        if (!(stmt instanceof Stmt.Assign assign && !assign.target().isStatic() || stmt instanceof Stmt.SetField)) {
            return false;
        }
        boolean[] plain = {true};
        Walk.expressions(stmt, expr -> plain[0] &= !(expr instanceof Expr.Call || expr instanceof Expr.Opaque));
        return plain[0];
    }

    private static boolean assignsParameter(Method method, List<Stmt> statements) {
        Set<Variable> assigned = new HashSet<>();
        statements.forEach(stmt -> Walk.assigned(stmt, assigned));
        return method.parameters().stream().anyMatch(assigned::contains);
    }

    private static boolean looksAtReceiver(Method method, List<Stmt> statements) {
        if (statements.isEmpty()) {
            return false;
        }
        Expr receiver = new Expr.Use(method.parameters().get(0));
        Stmt first = statements.get(0);
        return first instanceof Stmt.Assign assign
                        && assign.value() instanceof Expr.Field field
                        && field.object().equals(receiver)
                || first instanceof Stmt.SetField set && set.object().equals(receiver);
    }
}
