package io.github.cotangent.processor.check;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.ir.Excerpt;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.HashMap;
import java.util.Map;

/** What places and values of a method are called where the user reads of them: as they are written in the source. */
public final class Wording {
    private final Program program;
    private final MethodId method;
    private final Map<Variable, Origin> unnamed = new HashMap<>();

    public Wording(Program program, Method method) {
        this.program = program;
        this.method = method.id();
        Walk.statements(method.body(), stmt -> {
            if (stmt instanceof Stmt.Assign assign && assign.target().kind() == Variable.Kind.TEMPORARY) {
                unnamed.putIfAbsent(assign.target(), assign.origin());
            }
        });
    }

    /** File, line and text of a statement. */
    public String place(Origin origin) {
        return program.excerpt(method, origin)
                .map(excerpt -> excerpt.file() + ":" + origin.line() + " `" + excerpt.statement() + "`")
                .orElse(method.title());
    }

    /** Line and text of a statement; empty for what the tool adds. */
    public String line(Origin origin) {
        return program.excerpt(method, origin)
                .map(excerpt -> "line " + origin.line() + " `" + excerpt.statement() + "`")
                .orElse("");
    }

    /** Whether a method is differentiated from its source. */
    boolean hasSource(MethodId callee) {
        return program.callee(callee) instanceof Program.Source;
    }

    /** What a value is called: a variable by its name, what has none by the expression that gives it. */
    public String name(Expr atom) {
        if (atom instanceof Expr.Use use) {
            return name(use.variable());
        }
        return atom instanceof Expr.Constant constant ? constant.text() : "?";
    }

    /** What a variable is called. */
    public String name(Variable variable) {
        Origin origin = unnamed.get(variable);
        return origin == null
                ? variable.name()
                : program.excerpt(method, origin).map(Excerpt::text).orElse(variable.name());
    }

    /** What an element of an array is called. */
    public String element(Expr array, Expr index) {
        return name(array) + "[" + name(index) + "]";
    }
}
