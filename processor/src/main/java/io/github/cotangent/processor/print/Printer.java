package io.github.cotangent.processor.print;

import com.palantir.javapoet.CodeBlock;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.UnaryOp;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Prints the body of a routine as Java. */
public final class Printer {

    /** A loop, switch or labelled block around the statement at hand; the label is null for a switch. */
    private record Around(Label label, boolean isLoop) {}

    private final Routine routine;
    private final Declarations declarations;
    private final Names names;
    private final Expressions expressions;
    private final TypeNames types;
    private final CodeBlock.Builder out = CodeBlock.builder();
    private final Deque<Around> around = new ArrayDeque<>();
    private final Set<Variable> declared = new HashSet<>();
    private final SourceLines lines;

    private Printer(Routine routine, Accessors accessors) {
        this.routine = routine;
        this.declarations = new Declarations(routine);
        this.names = new Names(routine);
        this.expressions = new Expressions(names::of, accessors);
        this.types = accessors.types();
        this.lines = new SourceLines(routine.remarks());
    }

    /** The body of a routine; private members it reaches are added to {@code accessors}. */
    public static CodeBlock print(Routine routine, Accessors accessors) {
        Routine arranged = routine.withBody(LoopHeaders.arrange(Visible.of(routine.body())));
        Printer printer = new Printer(arranged, accessors);
        printer.block(arranged.body());
        return printer.out.build();
    }

    // ---- lines

    private void add(Text text) {
        out.add(text.code(types));
    }

    private void statement(Text text, Stmt stmt) {
        remarks(stmt);
        add(text.add(";" + lines.mark(stmt) + "\n"));
    }

    private void remarks(Stmt stmt) {
        lines.above(stmt).forEach(line -> add(Text.of("// " + line + "\n")));
    }

    private void open(Text text, Stmt stmt) {
        remarks(stmt);
        add(text.add(" {" + lines.mark(stmt) + "\n"));
        out.indent();
    }

    private void reopen(String text) {
        out.unindent();
        add(Text.of("} " + text + " {\n"));
        out.indent();
    }

    private void close(String text) {
        out.unindent();
        add(Text.of("}" + text + "\n"));
    }

    // ---- blocks

    private void block(Block block) {
        names.enter();
        List<Stmt> statements = block.statements();
        Set<Variable> here = declarations.of(block);
        for (int i = 0; i < statements.size(); i++) {
            Stmt stmt = statements.get(i);
            List<Stmt.Assign> header =
                    stmt instanceof Stmt.Loop || i + 1 == statements.size() ? List.of() : header(statements, i, here);
            declare(statements, i, here, header);
            if (!header.isEmpty()) {
                for (int end = i + header.size(); i < end; ) {
                    declare(statements, ++i, here, header);
                }
                stmt = statements.get(i);
                loop((Stmt.Loop) stmt, header);
            } else {
                print(stmt, here);
            }
            if (!Walk.completesNormally(stmt)) {
                break;
            }
        }
        names.leave();
    }

    /** The assignments from {@code at} on that can stand in the header of the loop behind them. */
    private List<Stmt.Assign> header(List<Stmt> statements, int at, Set<Variable> here) {
        List<Stmt.Assign> found = new ArrayList<>();
        int i = at;
        while (i < statements.size()
                && statements.get(i) instanceof Stmt.Assign assign
                && here.contains(assign.target())
                && !declared.contains(assign.target())
                && !Declarations.reads(assign.value(), assign.target())
                && (found.isEmpty()
                        || found.get(0).target().type().equals(assign.target().type()))) {
            found.add(assign);
            i++;
        }
        if (i == statements.size()
                || !(statements.get(i) instanceof Stmt.Loop loop)
                || loop.update().isEmpty()) {
            return List.of();
        }
        for (Stmt.Assign assign : found) {
            boolean counts = Walk.assigned(loop.update()).contains(assign.target());
            boolean later = statements.subList(i + 1, statements.size()).stream()
                    .anyMatch(stmt -> declarations.mentioned(stmt).contains(assign.target()));
            if (!counts || later) {
                return List.of();
            }
        }
        return found;
    }

    /** Declares what a statement mentions first and does not declare itself. */
    private void declare(List<Stmt> statements, int at, Set<Variable> here, List<Stmt.Assign> header) {
        Stmt stmt = statements.get(at);
        Set<Variable> inHeader = new HashSet<>();
        header.forEach(assign -> inHeader.add(assign.target()));
        for (Variable variable : declarations.mentioned(stmt)) {
            boolean self = stmt instanceof Stmt.Assign assign
                    && assign.target() == variable
                    && !Declarations.reads(assign.value(), variable);
            if (!here.contains(variable) || declared.contains(variable) || inHeader.contains(variable) || self) {
                continue;
            }
            declared.add(variable);
            names.declare(variable);
            Text text = new Text().type(variable.type()).add(" " + names.of(variable));
            if (!variable.isCaptured() && !FirstAssignment.comesFirst(statements, at, variable)) {
                text.add(" = ").add(expressions.print(Expr.Constant.zero(variable.type())));
            }
            add(text.add(";\n"));
        }
    }

    // ---- statements

    private void print(Stmt stmt, Set<Variable> here) {
        if (stmt instanceof Stmt.Assign assign) {
            boolean first = here.contains(assign.target()) && declared.add(assign.target());
            statement(first ? declaration(assign) : assignment(assign), stmt);
        } else if (stmt instanceof Stmt.Accumulate share) {
            Text target = Text.of(names.of(share.target()));
            statement(accumulation(target, share.target().type(), share.value()), stmt);
        } else if (stmt instanceof Stmt.AccumulateElement share) {
            Type element = share.array().type().elementType();
            Text target = expressions.print(new Expr.Load(share.array(), share.index(), element));
            statement(accumulation(target, element, share.value()), stmt);
        } else if (stmt instanceof Stmt.Store store) {
            Type element = store.array().type().elementType();
            Text target = expressions.print(new Expr.Load(store.array(), store.index(), element));
            statement(target.add(" = ").add(expressions.print(store.value(), element)), stmt);
        } else if (stmt instanceof Stmt.SetField set) {
            statement(field(set), stmt);
        } else if (stmt instanceof Stmt.SetStateField set) {
            statement(field(set), stmt);
        } else if (stmt instanceof Stmt.Perform perform) {
            perform(perform);
        } else if (stmt instanceof Stmt.Return ret) {
            Text text = Text.of("return");
            statement(
                    ret.value() == null ? text : text.add(" ").add(expressions.print(ret.value(), routine.result())),
                    stmt);
        } else if (stmt instanceof Stmt.Throw thrown) {
            statement(Text.of("throw ").add(expressions.print(thrown.value())), stmt);
        } else if (stmt instanceof Stmt.Comment comment) {
            lines.turn();
            add(Text.of("// " + comment.text() + "\n"));
        } else if (stmt instanceof Stmt.Jump jump) {
            jump(jump);
        } else if (stmt instanceof Stmt.If choice) {
            choice(choice);
        } else if (stmt instanceof Stmt.Switch choice) {
            choice(choice);
        } else if (stmt instanceof Stmt.Labelled labelled) {
            labelled(labelled);
        } else if (stmt instanceof Stmt.Try attempt) {
            attempt(attempt);
        } else if (stmt instanceof Stmt.Synchronized guarded) {
            open(
                    Text.of("synchronized (")
                            .add(expressions.print(guarded.lock()))
                            .add(")"),
                    stmt);
            block(guarded.body());
            close("");
        } else if (stmt instanceof Stmt.TryFinally attempt) {
            open(Text.of("try"), stmt);
            block(attempt.body());
            reopen("finally");
            block(attempt.finalizer());
            close("");
        } else if (stmt instanceof Stmt.Loop loop) {
            loop(loop, List.of());
        }
    }

    private void attempt(Stmt.Try attempt) {
        open(Text.of("try"), attempt);
        block(attempt.body());
        for (Stmt.Catch clause : attempt.catches()) {
            names.enter();
            declared.add(clause.exception());
            names.declare(clause.exception());
            Text head = Text.of("} catch (");
            for (int i = 0; i < clause.types().size(); i++) {
                head.add(i == 0 ? "" : " | ").type(clause.types().get(i));
            }
            out.unindent();
            add(head.add(" " + names.of(clause.exception()) + ") {\n"));
            out.indent();
            block(clause.body());
            names.leave();
        }
        close("");
    }

    private Text declaration(Stmt.Assign assign) {
        Variable target = assign.target();
        Text value = expressions.print(assign.value(), target.type());
        names.declare(target);
        return new Text()
                .type(target.type())
                .add(" " + names.of(target) + " = ")
                .add(value);
    }

    private Text assignment(Stmt.Assign assign) {
        Variable target = assign.target();
        if (target.isStatic() && !target.field().accessible()) {
            return expressions.write(target, assign.value());
        }
        return assignment(new Expr.Use(target), assign.value());
    }

    private Text field(Stmt.SetField set) {
        FieldId field = set.field();
        Expr object =
                field.type().isOpen() && set.value().type().isOpen() ? Expressions.raw(set.object()) : set.object();
        return field.accessible()
                ? assignment(new Expr.Field(object, field, field.type()), set.value())
                : expressions.write(set.object(), field, set.value());
    }

    /** An assignment; what it adds to a number or otherwise combines with it, as a compound one. */
    private Text assignment(Expr target, Expr value) {
        Text name = expressions.print(target);
        if (value instanceof Expr.Binary binary
                && binary.left().equals(target)
                && binary.type().equals(target.type())
                && binary.op().precedence() >= BinaryOp.BIT_OR.precedence()
                && binary.type() != Primitive.BOOLEAN
                && !isShiftByLong(binary)) {
            boolean one = binary.right().equals(Expr.Constant.of(1));
            if (one && (binary.op() == BinaryOp.ADD || binary.op() == BinaryOp.SUB)) {
                return name.add(binary.op() == BinaryOp.ADD ? "++" : "--");
            }
            return name.add(" " + binary.op().symbol() + "= ").add(expressions.print(binary.right(), target.type()));
        }
        return name.add(" = ").add(expressions.print(value, target.type()));
    }

    /** Newer compilers warn of {@code i >>= n} with a long {@code n} as if it narrowed the number. */
    private static boolean isShiftByLong(Expr.Binary binary) {
        boolean shift = binary.op() == BinaryOp.SHL || binary.op() == BinaryOp.SHR || binary.op() == BinaryOp.USHR;
        return shift && binary.right().type() == Primitive.LONG && binary.type() != Primitive.LONG;
    }

    private Text accumulation(Text target, Type type, Expr value) {
        boolean narrows = type == Primitive.FLOAT && value.type() == Primitive.DOUBLE;
        Expr share = narrows ? new Expr.Convert(value, type) : value;
        if (share instanceof Expr.Unary unary && unary.op() == UnaryOp.NEGATE) {
            return target.add(" -= ").add(expressions.print(unary.operand(), type));
        }
        return target.add(" += ").add(expressions.print(share, type));
    }

    private Text field(Stmt.SetStateField set) {
        Text name = expressions.print(
                new Expr.StateField(set.state(), set.field(), set.value().type()));
        if (set.value() instanceof Expr.Binary binary
                && binary.op() == BinaryOp.ADD
                && binary.left() instanceof Expr.StateField field
                && field.state().equals(set.state())
                && field.field().equals(set.field())) {
            return name.add(" += ").add(expressions.print(binary.right()));
        }
        return name.add(" = ").add(expressions.print(set.value()));
    }

    private void perform(Stmt.Perform perform) {
        Expr action = perform.action();
        Text text = expressions.print(action);
        if (action instanceof Expr.Opaque opaque && OpaqueShape.of(opaque).isClosedStatement()) {
            add(text.add("\n"));
        } else if (isStatement(action)) {
            statement(text, perform);
        } else {
            Variable dropped = Variable.generated("dropped", action.type());
            names.declare(dropped);
            Text name = new Text().type(action.type()).add(" " + names.of(dropped) + " = ");
            statement(name.add(expressions.print(action, action.type())), perform);
        }
    }

    /** Whether an expression can be a statement in Java; others are evaluated for what they may throw. */
    private boolean isStatement(Expr action) {
        if (action instanceof Expr.Opaque opaque) {
            return OpaqueShape.of(opaque).isStatement();
        }
        return !expressions.isCast(action)
                && (action instanceof Expr.Call
                        || action instanceof Expr.Ruled
                        || action instanceof Expr.MathCall
                        || action instanceof Expr.ArrayCall
                        || action instanceof Expr.ContainerCall
                        || action instanceof Expr.RuntimeCall
                        || action instanceof Expr.GeneratedCall
                        || action instanceof Expr.Detach
                        || action instanceof Expr.NewState
                        || action instanceof Expr.New
                        || isAccessorCall(action));
    }

    private static boolean isAccessorCall(Expr action) {
        return action instanceof Expr.Use use
                        && use.variable().isStatic()
                        && !use.variable().field().accessible()
                || action instanceof Expr.Field read && !read.field().accessible();
    }

    private void choice(Stmt.If choice) {
        Stmt.If now = choice;
        Text head = Text.of("if (");
        while (true) {
            boolean flip = now.then().isEmpty() && !now.otherwise().isEmpty();
            Expr condition = flip ? new Expr.Unary(UnaryOp.NOT, now.condition(), Primitive.BOOLEAN) : now.condition();
            Block then = flip ? now.otherwise() : now.then();
            Block otherwise = flip ? now.then() : now.otherwise();
            open(head.add(expressions.print(Conditions.positive(condition))).add(")"), now);
            block(then);
            if (otherwise.isEmpty()) {
                close("");
                return;
            }
            if (otherwise.statements().size() == 1
                    && otherwise.statements().get(0) instanceof Stmt.If next
                    && declarations.of(otherwise).isEmpty()) {
                out.unindent();
                head = Text.of("} else if (");
                now = next;
                continue;
            }
            reopen("else");
            block(otherwise);
            close("");
            return;
        }
    }

    /** The default takes what no other arm names, so its own labels need not be written. */
    private void choice(Stmt.Switch choice) {
        open(Text.of("switch (").add(expressions.print(choice.selector())).add(")"), choice);
        around.push(new Around(null, false));
        for (Stmt.Case arm : choice.cases()) {
            if (arm.isDefault()) {
                arm("default", arm.body());
            } else if (!arm.labels().isEmpty()) {
                arm("case " + String.join(", ", arm.labels()), arm.body());
            }
        }
        around.pop();
        close("");
    }

    private void arm(String labels, Block body) {
        add(Text.of(labels + " -> {\n"));
        out.indent();
        block(body);
        close("");
    }

    private void labelled(Stmt.Labelled labelled) {
        if (!Walk.targets(labelled.body()).contains(labelled.label())) {
            around.push(new Around(labelled.label(), false));
            remarks(labelled);
            add(Text.of("{" + lines.mark(labelled) + "\n"));
            out.indent();
            block(labelled.body());
            close("");
            around.pop();
            return;
        }
        open(Text.of(names.enter(labelled.label()) + ":"), labelled);
        around.push(new Around(labelled.label(), false));
        block(labelled.body());
        around.pop();
        names.leave(labelled.label());
        close("");
    }

    private void jump(Stmt.Jump jump) {
        statement(Text.of(jumpText(jump)), jump);
    }

    private String jumpText(Stmt.Jump jump) {
        String word = jump.isContinue() ? "continue" : "break";
        Around innermost = around.stream()
                .filter(a -> a.isLoop() || a.label() == null && !jump.isContinue())
                .findFirst()
                .orElse(null);
        boolean plain = innermost != null && innermost.label() == jump.target() && innermost.isLoop();
        return plain ? word : word + " " + names.of(jump.target());
    }

    // ---- loops

    private void loop(Stmt.Loop loop, List<Stmt.Assign> header) {
        names.enter();
        Text head = new Text();
        if (LoopHeaders.needsLabel(loop)) {
            add(Text.of(names.enter(loop.label()) + ":\n"));
        }
        if (!loop.update().isEmpty()) {
            head.add("for (");
            for (int i = 0; i < header.size(); i++) {
                Stmt.Assign assign = header.get(i);
                declared.add(assign.target());
                Text text = declaration(assign);
                head.add(
                        i == 0
                                ? text
                                : Text.of(", " + names.of(assign.target()) + " = ")
                                        .add(expressions.print(
                                                assign.value(), assign.target().type())));
            }
            head.add("; ");
            if (!loop.condition().equals(Expr.Constant.TRUE)) {
                head.add(expressions.print(Conditions.positive(loop.condition())));
            }
            head.add("; ");
            for (int i = 0; i < loop.update().statements().size(); i++) {
                head.add(i == 0 ? "" : ", ")
                        .add(assignment((Stmt.Assign) loop.update().statements().get(i)));
            }
            open(head.add(")"), loop);
            inside(loop, loop.body());
            close("");
        } else if (loop.testFirst()) {
            open(
                    Text.of("while (")
                            .add(expressions.print(Conditions.positive(loop.condition())))
                            .add(")"),
                    loop);
            inside(loop, loop.body());
            close("");
        } else {
            open(Text.of("do"), loop);
            inside(loop, loop.body());
            out.unindent();
            add(Text.of("} while (")
                    .add(expressions.print(Conditions.positive(loop.condition())))
                    .add(");\n"));
        }
        names.leave();
        names.leave(loop.label());
    }

    private void inside(Stmt.Loop loop, Block block) {
        around.push(new Around(loop.label(), true));
        block(block);
        around.pop();
    }
}
