package io.github.cotangent.processor.relower;

import io.github.cotangent.processor.check.FiniteChecks;
import io.github.cotangent.processor.ir.ArrayFunction;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Ruling;
import io.github.cotangent.processor.ir.SolutionMethods;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.UnaryOp;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.mirror.ShadowTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Brings the body of a generated sweep into the lowered form: the operands of floating operations become variables, choices
 * between floating values become statements, saved states become objects with fields, other sweeps become methods. Shares that
 * adjoints receive stay what they are.
 *
 * <p>What has no counterpart there, because it works on classes of the runtime, is noted ({@link #obstacle()}): such a sweep
 * cannot be differentiated once more.
 */
public final class Relowering {
    private final Vocabulary vocabulary;
    private final Map<Variable, Variable> variables = new IdentityHashMap<>();
    /** Where the results of methods are whose derivative the user states, and what they are. */
    private final Map<Expr, Ruling.Role> stated = new HashMap<>();

    private Origin obstacle;

    public Relowering(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Where something has no counterpart in the lowered form; null if everything has. */
    public Origin obstacle() {
        return obstacle;
    }

    /** What stands for a variable in the lowered form. */
    public Variable variable(Variable variable) {
        Type type = vocabulary.of(variable.type());
        if (type == variable.type()) {
            return variable;
        }
        return variables.computeIfAbsent(
                variable,
                v -> v.kind() == Variable.Kind.PARAMETER
                        ? Variable.parameter(v.name(), type)
                        : Variable.generated(v.name(), type));
    }

    /** A sweep in the lowered form. */
    public Block lower(Block sweep) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : sweep.statements()) {
            Set<Variable> mentioned = new HashSet<>(Walk.read(stmt));
            Walk.assigned(stmt, mentioned);
            if (mentioned.stream().anyMatch(variable -> !isKnown(variable))) {
                obstacle(stmt.origin());
            }
            new Lowered(stmt.origin(), out).statement(stmt);
        }
        return new Block(out);
    }

    /** A body as Java has it: a share that vanished is zero. */
    public static Block raised(Block body) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : body.statements()) {
            out.add(Walk.withBlocks(Walk.mapOwn(stmt, Relowering::raised), Relowering::raised));
        }
        return new Block(out);
    }

    private static Expr raised(Expr expr) {
        Expr inner = expr.mapOperands(Relowering::raised);
        return inner instanceof Expr.Vanished ? Expr.Constant.of(0.0) : inner;
    }

    /** Not where a shadow is of a type that only shows when the program runs. */
    private boolean isKnown(Variable variable) {
        boolean open = variable.kind() == Variable.Kind.GENERATED && ShadowTypes.isOpen(variable.type());
        return !open && vocabulary.knows(variable.type());
    }

    private void obstacle(Origin origin) {
        if (obstacle == null) {
            obstacle = origin;
        }
    }

    /** Whether an expression may stay a tree: nothing flows back through it, and it reads nothing but variables. */
    private static boolean isSimple(Expr expr) {
        boolean pure = expr instanceof Expr.Atom
                || expr instanceof Expr.Unary
                || expr instanceof Expr.Binary
                || expr instanceof Expr.Convert
                || expr instanceof Expr.Conditional
                || expr instanceof Expr.MathCall
                || expr instanceof Expr.InstanceOf
                || expr instanceof Expr.Length;
        return pure && expr.operands().stream().allMatch(Relowering::isSimple);
    }

    /** One statement on its way into the lowered form. */
    private final class Lowered {
        private final Origin origin;
        private final List<Stmt> out;

        Lowered(Origin origin, List<Stmt> out) {
            this.origin = origin;
            this.out = out;
        }

        void statement(Stmt stmt) {
            if (stmt instanceof Stmt.Assign assign) {
                note(assign.value(), new Expr.Use(assign.target()));
                assign(variable(assign.target()), assign.value());
            } else if (stmt instanceof Stmt.SetField set && isMade(set.object())) {
                out.add(new Stmt.SetField(
                        atom(set.object()), vocabulary.shadow(set.field()), atom(set.value()), set.isThere(), origin));
            } else if (stmt instanceof Stmt.SetStateField set) {
                state(set);
            } else if (stmt instanceof Stmt.Perform perform) {
                perform(perform);
            } else if (stmt instanceof Stmt.Accumulate share) {
                out.add(new Stmt.Accumulate(variable(share.target()), atom(share.value()), origin));
            } else if (stmt instanceof Stmt.Loop loop) {
                loop(loop);
            } else {
                out.add(Walk.withBlocks(Walk.mapOwn(stmt, this::atom), Relowering.this::lower));
            }
        }

        /** Whether an object is one that the user's program has not. */
        private boolean isMade(Expr object) {
            return object.type() instanceof ReferenceType;
        }

        private void note(Expr value, Expr place) {
            if (value instanceof Expr.Ruled ruled) {
                stated.put(place, ruled.ruling().role());
            }
        }

        private void state(Stmt.SetStateField set) {
            note(
                    set.value(),
                    new Expr.StateField(set.state(), set.field(), set.value().type()));
            Expr object = atom(set.state());
            Expr value = atom(set.value());
            if (object.type() instanceof ObjectType owner) {
                out.add(new Stmt.SetField(
                        object, vocabulary.field(owner, set.field(), value.type()), value, false, origin));
            } else {
                obstacle(origin);
            }
        }

        /** A condition that reads what is no variable is tested inside the loop. */
        private void loop(Stmt.Loop loop) {
            Block body = lower(loop.body());
            Block update = lower(loop.update());
            Expr condition = loop.condition();
            if (isSimple(condition)) {
                out.add(new Stmt.Loop(loop.label(), mapped(condition), loop.testFirst(), body, update, origin));
                return;
            }
            List<Stmt> test = new ArrayList<>();
            Lowered inner = new Lowered(origin, test);
            Expr over = inner.atom(new Expr.Unary(UnaryOp.NOT, condition, Primitive.BOOLEAN));
            test.add(new Stmt.If(over, Block.of(new Stmt.Jump(loop.label(), false, origin)), Block.EMPTY, origin));
            List<Stmt> first = new ArrayList<>(loop.testFirst() ? test : List.of());
            first.addAll(body.statements());
            List<Stmt> last = new ArrayList<>(update.statements());
            last.addAll(loop.testFirst() ? List.of() : test);
            out.add(new Stmt.Loop(loop.label(), Expr.Constant.TRUE, true, new Block(first), new Block(last), origin));
        }

        private void perform(Stmt.Perform perform) {
            if (perform.action() instanceof Expr.RuntimeCall call
                    && call.owner().equals("ArrayAdjoints")) {
                new ArrayLoops(origin, out).expand(call.function(), atoms(call.operands()));
            } else if (perform.action() instanceof Expr.Ruled product
                    && product.callee().equals(SolutionMethods.SOLUTION_VJP)) {
                solution(atoms(product.operands()));
            } else if (!isCheck(perform)) {
                out.add(new Stmt.Perform(value(perform.action()), origin));
            }
        }

        /** The vector-Jacobian product of a solution: what it adds to the cotangent of the residual is a function, too. */
        private void solution(List<Expr> operands) {
            MethodId adjoint = SolutionMethods.ADJOINT;
            List<Expr> given = List.of(operands.get(0), operands.get(2), operands.get(4));
            Variable share = Variable.temporary("share", adjoint.result());
            out.add(new Stmt.Assign(share, new Expr.Call(adjoint, given, adjoint.result()), origin));
            new ArrayLoops(origin, out).expand("copyOf", List.of(operands.get(5), new Expr.Use(share)));
        }

        /** Checks are for adjoints that users get, not for those that are differentiated once more. */
        private boolean isCheck(Stmt.Perform perform) {
            return perform.action() instanceof Expr.RuntimeCall call
                    && call.owner().equals(FiniteChecks.RUNTIME);
        }

        private void assign(Variable target, Expr value) {
            if (value instanceof Expr.Conditional choice && Guarded.of(choice) != null) {
                guarded(target, Guarded.of(choice));
            } else if (value instanceof Expr.Conditional choice && !isTree(choice)) {
                Expr condition = atom(choice.condition());
                out.add(new Stmt.If(condition, arm(target, choice.then()), arm(target, choice.otherwise()), origin));
            } else if (value instanceof Expr.Binary binary && isLogical(binary) && !isSimple(binary.right())) {
                Expr left = atom(binary.left());
                boolean and = binary.op() == BinaryOp.AND;
                Block rest = arm(target, binary.right());
                Block settled =
                        Block.of(new Stmt.Assign(target, and ? Expr.Constant.FALSE : Expr.Constant.TRUE, origin));
                out.add(new Stmt.If(left, and ? rest : settled, and ? settled : rest, origin));
            } else if (value instanceof Expr.RuntimeCall call && call.owner().equals("ArrayAdjoints")) {
                new ArrayLoops(origin, out).sum(target, atoms(call.operands()));
            } else if (isZeros(value)) {
                new ArrayLoops(origin, out).zeros(target, atom(value.operands().get(0)));
            } else {
                out.add(new Stmt.Assign(target, value(value), origin));
            }
        }

        /**
         * A share that is 0 where the direction it scales is. It is 0 there, but its derivative is not: the direction may come
         * from 0 and go on.
         */
        private void guarded(Variable target, Guarded guarded) {
            Expr direction = atom(guarded.direction());
            Stmt share = direction instanceof Expr.Use use ? shared(target, guarded, use) : zero(target);
            if (guarded.otherwise() == null) {
                out.add(share);
                return;
            }
            out.add(new Stmt.If(atom(guarded.otherwise()), Block.of(zero(target)), Block.of(share), origin));
        }

        private Stmt zero(Variable target) {
            return new Stmt.Assign(target, Expr.Constant.of(0.0), origin);
        }

        private Stmt shared(Variable target, Guarded guarded, Expr.Use direction) {
            Variable test = Variable.temporary("test", Primitive.BOOLEAN);
            out.add(new Stmt.Assign(
                    test,
                    new Expr.Binary(BinaryOp.VANISHES, direction, Expr.Constant.of(0.0), Primitive.BOOLEAN),
                    origin));
            List<Stmt> vanishing = new ArrayList<>();
            Expr share =
                    new Lowered(origin, vanishing).leaves(replaced(guarded.share(), guarded.direction(), direction));
            vanishing.add(new Stmt.Assign(target, new Expr.Vanished(direction, share), origin));
            return new Stmt.If(new Expr.Use(test), new Block(vanishing), arm(target, guarded.share()), origin);
        }

        private Expr replaced(Expr expr, Expr old, Expr now) {
            return expr.equals(old) ? now : expr.mapOperands(operand -> replaced(operand, old, now));
        }

        /** A tree whose leaves are variables and literals. */
        private Expr leaves(Expr expr) {
            boolean inner = expr instanceof Expr.Unary
                    || expr instanceof Expr.Binary
                    || expr instanceof Expr.Convert
                    || expr instanceof Expr.Conditional
                    || expr instanceof Expr.MathCall;
            return inner ? expr.mapOperands(this::leaves) : atom(expr);
        }

        private Block arm(Variable target, Expr value) {
            List<Stmt> inner = new ArrayList<>();
            new Lowered(origin, inner).assign(target, value);
            return new Block(inner);
        }

        private boolean isLogical(Expr.Binary binary) {
            return binary.op() == BinaryOp.AND || binary.op() == BinaryOp.OR;
        }

        private boolean isZeros(Expr value) {
            return value instanceof Expr.RuntimeCall call
                    && call.owner().equals("Shadows")
                    && call.function().equals("zeros")
                    && call.operands().size() == 1
                    && call.type() instanceof ArrayType;
        }

        /** Whether the lowered form has an expression as a tree. */
        private boolean isTree(Expr expr) {
            return !expr.type().isFloating() && expr.type() instanceof Primitive && isSimple(expr);
        }

        private Expr mapped(Expr expr) {
            if (expr instanceof Expr.Constant constant) {
                return new Expr.Constant(constant.text(), vocabulary.of(constant.type()));
            }
            return expr instanceof Expr.Use use
                    ? new Expr.Use(variable(use.variable()))
                    : expr.mapOperands(this::mapped);
        }

        private List<Expr> atoms(List<Expr> expressions) {
            List<Expr> atoms = new ArrayList<>();
            expressions.forEach(expr -> atoms.add(atom(expr)));
            return atoms;
        }

        /** The value of an expression in a variable, unless it is one or a literal. */
        private Expr atom(Expr expr) {
            if (expr instanceof Expr.Atom) {
                return mapped(expr);
            }
            Variable temporary = Variable.temporary(wish(expr), vocabulary.of(expr.type()));
            assign(temporary, expr);
            return new Expr.Use(temporary);
        }

        /** The name of a value that the sweep has no name for. */
        private String wish(Expr expr) {
            if (expr instanceof Expr.StateField field) {
                return field.field();
            }
            return expr.type() == Primitive.BOOLEAN ? "test" : expr.type() instanceof Primitive ? "t" : "part";
        }

        /** An expression with atoms for operands, where the lowered form wants them. */
        private Expr value(Expr expr) {
            if (expr instanceof Expr.Atom || isTree(expr)) {
                return mapped(expr);
            } else if (expr instanceof Expr.StateField field) {
                return field(field);
            } else if (expr instanceof Expr.NewState made) {
                return created(made);
            } else if (expr instanceof Expr.GeneratedCall call) {
                if (!call.owner().isEmpty()) {
                    obstacle(origin);
                    return call;
                }
                return new Expr.Call(vocabulary.sweep(call), atoms(call.operands()), vocabulary.of(call.type()));
            } else if (expr instanceof Expr.Ruled solution && solution.callee().equals(SolutionMethods.SOLUTION)) {
                return new Expr.ArrayCall(
                        ArrayFunction.CLONE, List.of(atom(solution.operands().get(1))), solution.type());
            } else if (expr instanceof Expr.Ruled slope && slope.ruling().equals(Ruling.OF_PARTIAL)) {
                // The slope of a first derivative moves, as what its method computes does.
                return slope.plain().mapOperands(this::atom);
            } else if (expr instanceof Expr.Ruled solver && solver.ruling().role() == Ruling.Role.SOLUTION) {
                // It moves as well; what makes the gradient a function of the residual there is no longer needed then.
                return solver.plain().mapOperands(this::atom);
            } else if (expr instanceof Expr.Linear linear && stated.get(linear.value()) != Ruling.Role.VALUE) {
                if (stated.get(linear.value()) == null) {
                    obstacle(origin);
                }
                return value(linear.value());
            } else if (expr instanceof Expr.Vanished vanished) {
                Expr direction = atom(vanished.direction());
                return new Expr.Vanished(
                        direction, leaves(replaced(vanished.share(), vanished.direction(), direction)));
            } else if (expr instanceof Expr.RuntimeCall call) {
                return runtime(call);
            } else if (expr instanceof Expr.Field field && isMade(field.object())) {
                FieldId shadow = vocabulary.shadow(field.field());
                return new Expr.Field(atom(field.object()), shadow, shadow.type());
            }
            UnaryOperator<Expr> operand =
                    isTreeOfNumbers(expr) ? this::leaf : expr instanceof Expr.NewArray ? this::size : this::atom;
            return retyped(expr).mapOperands(operand);
        }

        /** An expression whose type says what it makes or reads, with the type in the lowered form. */
        private Expr retyped(Expr expr) {
            Type type = vocabulary.of(expr.type());
            if (type == expr.type()) {
                return expr;
            } else if (expr instanceof Expr.Load load) {
                return new Expr.Load(load.array(), load.index(), type);
            } else if (expr instanceof Expr.Cast cast) {
                return new Expr.Cast(cast.operand(), type);
            } else if (expr instanceof Expr.ArrayLiteral literal) {
                return new Expr.ArrayLiteral((ArrayType) type, literal.operands());
            } else if (expr instanceof Expr.NewArray array) {
                return new Expr.NewArray((ArrayType) type, array.operands());
            } else if (expr instanceof Expr.ArrayCall call) {
                return new Expr.ArrayCall(call.function(), call.operands(), type);
            }
            return expr;
        }

        /** Integers and truth values over floating numbers: comparisons, casts. */
        private boolean isTreeOfNumbers(Expr expr) {
            return expr.type() instanceof Primitive
                    && !expr.type().isFloating()
                    && (expr instanceof Expr.Unary || expr instanceof Expr.Binary || expr instanceof Expr.Conditional);
        }

        /** The length of an array: stays as it is, so that an array and its tangents can be made in the same words. */
        private Expr size(Expr expr) {
            return isSimple(expr) ? mapped(expr) : atom(expr);
        }

        private Expr leaf(Expr expr) {
            boolean lazy = expr instanceof Expr.Conditional || expr instanceof Expr.Binary both && isLogical(both);
            return isTree(expr) || isTreeOfNumbers(expr) && !lazy ? value(expr) : atom(expr);
        }

        private Expr field(Expr.StateField field) {
            Expr object = atom(field.state());
            if (object.type() instanceof ObjectType owner && !ShadowTypes.isOpen(field.type())) {
                Type type = vocabulary.of(field.type());
                return new Expr.Field(object, vocabulary.field(owner, field.field(), type), type);
            }
            obstacle(origin);
            return field;
        }

        private Expr created(Expr.NewState made) {
            if (vocabulary.of(made.type()) instanceof ObjectType type) {
                return new Expr.New(vocabulary.constructor(type), List.of(), type);
            }
            obstacle(origin);
            return made;
        }

        private Expr runtime(Expr.RuntimeCall call) {
            if (call.owner().equals("Saves")) {
                Expr buffer = atom(call.operands().get(0));
                Expr twice = new Expr.Binary(BinaryOp.MUL, Expr.Constant.of(2), new Expr.Length(buffer), Primitive.INT);
                return new Expr.ArrayCall(
                        ArrayFunction.COPY_OF, List.of(buffer, atom(twice)), vocabulary.of(call.type()));
            }
            obstacle(origin);
            return call;
        }
    }
}
