package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The intermediate form as text, one statement a line; variables of the same name are numbered. */
final class IrDump {
    private final StringBuilder out = new StringBuilder();
    private final Map<Variable, String> names = new IdentityHashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();

    private IrDump() {}

    static String of(Method method) {
        IrDump dump = new IrDump();
        method.parameters().forEach(dump::name);
        dump.block(method.body(), "");
        return dump.out.toString();
    }

    private String name(Variable variable) {
        return names.computeIfAbsent(variable, v -> {
            int count = taken.merge(v.name(), 1, Integer::sum);
            return count == 1 ? v.name() : v.name() + "'" + count;
        });
    }

    private void block(Block block, String indent) {
        block.statements().forEach(stmt -> statement(stmt, indent));
    }

    private void line(String indent, String text) {
        out.append(indent).append(text).append('\n');
    }

    private void statement(Stmt stmt, String indent) {
        String deeper = indent + "  ";
        if (stmt instanceof Stmt.Assign s) {
            String value = expr(s.value());
            line(indent, name(s.target()) + " = " + value);
        } else if (stmt instanceof Stmt.Store s) {
            line(indent, expr(s.array()) + "[" + expr(s.index()) + "] = " + expr(s.value()));
        } else if (stmt instanceof Stmt.SetField s) {
            String there = s.isThere() ? " is there" : "";
            line(indent, expr(s.object()) + "." + s.field().name() + " = " + expr(s.value()) + there);
        } else if (stmt instanceof Stmt.Perform s) {
            line(indent, "perform " + expr(s.action()));
        } else if (stmt instanceof Stmt.If s) {
            line(indent, "if " + expr(s.condition()));
            block(s.then(), deeper);
            if (!s.otherwise().isEmpty()) {
                line(indent, "else");
                block(s.otherwise(), deeper);
            }
        } else if (stmt instanceof Stmt.Switch s) {
            line(indent, "switch " + expr(s.selector()));
            for (Stmt.Case c : s.cases()) {
                line(deeper, "case " + String.join(", ", c.labels()) + (c.isDefault() ? " default" : ""));
                block(c.body(), deeper + "  ");
            }
        } else if (stmt instanceof Stmt.Loop s) {
            line(indent, "loop " + s.label() + (s.testFirst() ? " while " : " until not ") + expr(s.condition()));
            block(s.body(), deeper);
            if (!s.update().isEmpty()) {
                line(indent, "update");
                block(s.update(), deeper);
            }
        } else if (stmt instanceof Stmt.Labelled s) {
            line(indent, s.label() + ":");
            block(s.body(), deeper);
        } else if (stmt instanceof Stmt.Jump s) {
            line(indent, (s.isContinue() ? "continue " : "break ") + s.target());
        } else if (stmt instanceof Stmt.Return s) {
            line(indent, s.value() == null ? "return" : "return " + expr(s.value()));
        } else if (stmt instanceof Stmt.Throw s) {
            line(indent, "throw " + expr(s.value()));
        } else if (stmt instanceof Stmt.Try s) {
            line(indent, "try");
            block(s.body(), deeper);
            for (Stmt.Catch clause : s.catches()) {
                line(
                        indent,
                        "catch " + clause.types().stream().map(Object::toString).collect(Collectors.joining(" | "))
                                + " " + name(clause.exception()));
                block(clause.body(), deeper);
            }
        } else if (stmt instanceof Stmt.Synchronized s) {
            line(indent, "synchronized " + expr(s.lock()));
            block(s.body(), deeper);
        } else if (stmt instanceof Stmt.TryFinally s) {
            line(indent, "try");
            block(s.body(), deeper);
            line(indent, "finally");
            block(s.finalizer(), deeper);
        } else {
            throw new AssertionError("not a statement of the lowered form: " + stmt);
        }
    }

    private String list(List<Expr> expressions) {
        return expressions.stream().map(this::expr).collect(Collectors.joining(", ", "(", ")"));
    }

    private String expr(Expr e) {
        if (e instanceof Expr.Use use) {
            return name(use.variable());
        } else if (e instanceof Expr.Constant constant) {
            return constant.text();
        } else if (e instanceof Expr.Unary unary) {
            return unary.op().symbol() + expr(unary.operand());
        } else if (e instanceof Expr.Binary binary) {
            return "(" + expr(binary.left()) + " " + binary.op().symbol() + " " + expr(binary.right()) + ")";
        } else if (e instanceof Expr.Convert convert) {
            return "(" + convert.type() + ") " + expr(convert.operand());
        } else if (e instanceof Expr.Conditional choice) {
            return "(" + expr(choice.condition()) + " ? " + expr(choice.then()) + " : " + expr(choice.otherwise())
                    + ")";
        } else if (e instanceof Expr.MathCall call) {
            return call.owner() + "." + call.function() + list(call.operands());
        } else if (e instanceof Expr.Detach detach) {
            return "detach " + expr(detach.operand());
        } else if (e instanceof Expr.Load load) {
            return expr(load.array()) + "[" + expr(load.index()) + "]";
        } else if (e instanceof Expr.Length length) {
            return expr(length.array()) + ".length";
        } else if (e instanceof Expr.NewArray array) {
            return "new " + array.type() + list(array.operands());
        } else if (e instanceof Expr.ArrayLiteral array) {
            return array.type() + " of " + list(array.operands());
        } else if (e instanceof Expr.ArrayCall call) {
            return call.function() + list(call.operands());
        } else if (e instanceof Expr.ContainerCall call) {
            return call.function().roles() + " " + call.function().name() + list(call.operands());
        } else if (e instanceof Expr.Field field) {
            return expr(field.object()) + "." + field.field().name();
        } else if (e instanceof Expr.New made) {
            return "new " + made.type() + list(made.operands());
        } else if (e instanceof Expr.Cast cast) {
            return "(" + cast.type() + ") " + expr(cast.operand());
        } else if (e instanceof Expr.InstanceOf test) {
            return expr(test.operand()) + " instanceof " + test.tested();
        } else if (e instanceof Expr.Call call) {
            return called(call.callee()) + list(call.operands());
        } else if (e instanceof Expr.Opaque opaque) {
            return "`" + text(opaque) + "`";
        }
        throw new AssertionError("not an expression of the lowered form: " + e);
    }

    private static String called(MethodId id) {
        return switch (id.invocation()) {
            case STATIC -> "call " + id.name();
            case EXACT -> "exact " + simple(id.owner()) + "." + id.name() + (id.accessible() ? "" : " by handle");
            case VIRTUAL -> "virtual " + simple(id.owner()) + "." + id.name();
            case KNOWN -> "known " + simple(id.owner()) + "." + id.name();
            case ELSEWHERE -> "elsewhere " + simple(id.owner()) + "." + id.name();
            case CONSTANT -> "constant " + id.title();
            case INNER, CONSTRUCTION -> "construct " + simple(id.owner());
        };
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private String text(Expr.Opaque opaque) {
        StringBuilder text = new StringBuilder();
        Iterator<Expr> operands = opaque.operands().iterator();
        for (Piece piece : opaque.pieces()) {
            if (piece instanceof Piece.Text part) {
                text.append(part.text());
            } else if (piece instanceof Piece.TypeName type) {
                text.append(type.type());
            } else if (piece instanceof Piece.Hole) {
                text.append('<').append(expr(operands.next())).append('>');
            } else if (piece instanceof Piece.Target target) {
                text.append("<=").append(name(target.variable())).append('>');
            } else if (piece instanceof Piece.Private used) {
                text.append("<private ").append(used.member().member().name()).append('>');
            }
        }
        return text.toString();
    }
}
