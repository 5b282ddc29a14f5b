package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.HiddenType;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.PrivateMember;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last pass: objects of classes that the companion cannot name become an {@code Object} each, and what is done with them goes through
 * handles. All passes before know them by their classes.
 */
final class StandIns {
    private final Program program;
    private final Map<Variable, Variable> variables = new HashMap<>();

    private StandIns(Program program) {
        this.program = program;
    }

    static Companion in(Companion companion, Program program) {
        StandIns pass = new StandIns(program);
        return new Companion(
                companion.packageName(),
                companion.name(),
                companion.isPublic(),
                companion.source(),
                companion.results(),
                companion.states().stream().map(pass::in).toList(),
                companion.tangents(),
                companion.functions().stream().map(pass::in).toList(),
                companion.routines().stream().map(pass::in).toList(),
                companion.links());
    }

    // ---- types

    private boolean isHidden(Type type) {
        return type instanceof ObjectType object && !program.layout(object).accessible();
    }

    private boolean isHidden(MethodId member) {
        return member.hasReceiver() && isHidden(member.receiver());
    }

    /** Whether only a handle reaches a field. That of a shadow, which goes by the same owner, has a name. */
    private boolean isHidden(FieldId field) {
        return !field.accessible() && isHidden(new ObjectType(field.ownerType()));
    }

    /** A type as variables have it. */
    private Type seen(Type type) {
        if (type instanceof ArrayType array) {
            return new ArrayType(seen(array.element()));
        } else if (type instanceof ReferenceType generic && !generic.arguments().isEmpty()) {
            return new ReferenceType(
                    generic.packageName(),
                    generic.className(),
                    generic.arguments().stream().map(this::seen).toList());
        }
        return isHidden(type) ? ReferenceType.OBJECT : type;
    }

    /** A type in the signature of a member. */
    private Type named(Type type) {
        if (type instanceof ArrayType array) {
            return new ArrayType(named(array.element()));
        }
        return isHidden(type) ? hidden(((ObjectType) type).reference().raw()) : type;
    }

    private static HiddenType hidden(ReferenceType type) {
        return new HiddenType(type, ReferenceType.OBJECT);
    }

    // ---- declarations

    private Companion.StateClass in(Companion.StateClass state) {
        return new Companion.StateClass(
                state.name(),
                state.isPublic(),
                state.documentation(),
                state.fields().stream()
                        .map(part -> new Companion.Part(part.name(), seen(part.type())))
                        .toList());
    }

    private Companion.Function in(Companion.Function function) {
        FunctionClass type = function.type();
        FunctionClass changed = new FunctionClass(
                type.type(),
                type.kind(),
                type.isRecord(),
                type.parent(),
                type.fields().stream().map(this::in).toList(),
                type.own().stream()
                        .map(own -> new FunctionClass.Own(in(own.id()), seen(own.type())))
                        .toList(),
                type.methods(),
                type.overriding(),
                type.home(),
                type.origin());
        return new Companion.Function(
                changed, function.methods().stream().map(this::in).toList());
    }

    private FieldId in(FieldId field) {
        return new FieldId(
                field.owner(),
                field.binaryOwner(),
                field.name(),
                seen(field.type()),
                field.accessible(),
                field.constant(),
                field.hasAccessor(),
                field.isAround());
    }

    private MethodId in(MethodId method) {
        return new MethodId(
                method.owner(),
                method.binaryOwner(),
                method.name(),
                method.parameters().stream().map(this::named).toList(),
                named(method.result()),
                method.accessible(),
                method.invocation());
    }

    private Routine in(Routine routine) {
        return new Routine(
                routine.name(),
                routine.documentation(),
                routine.isPublic(),
                routine.parameters().stream().map(this::in).toList(),
                seen(routine.result()),
                in(routine.body()),
                routine.reserved(),
                routine.thrown(),
                routine.remarks());
    }

    private Variable in(Variable variable) {
        Type type = seen(variable.type());
        return type.equals(variable.type())
                ? variable
                : variables.computeIfAbsent(variable, old -> switch (old.kind()) {
                    case PARAMETER -> Variable.parameter(old.name(), type);
                    case LOCAL -> Variable.local(old.name(), type, old.isCaptured());
                    case TEMPORARY -> Variable.temporary(old.name(), type);
                    case GENERATED -> Variable.generated(old.name(), type);
                    case STATIC -> Variable.staticField(old.name(), type, old.field());
                });
    }

    // ---- code

    private Block in(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            Stmt inner = Walk.withBlocks(Walk.mapOwn(stmt, this::in), this::in);
            if (inner instanceof Stmt.Assign assign) {
                out.add(new Stmt.Assign(in(assign.target()), assign.value(), assign.origin()));
            } else if (inner instanceof Stmt.SetField set) {
                out.add(in(set));
            } else {
                out.add(inner);
            }
        }
        return new Block(out);
    }

    private Stmt in(Stmt.SetField set) {
        return isHidden(set.field()) && !set.isThere()
                ? new Stmt.Perform(written(set), set.origin())
                : new Stmt.SetField(set.object(), in(set.field()), set.value(), set.isThere(), set.origin());
    }

    private Expr in(Expr expr) {
        Expr inner = expr.mapOperands(this::in);
        if (inner instanceof Expr.Use use) {
            return new Expr.Use(in(use.variable()));
        } else if (inner instanceof Expr.Constant constant) {
            return new Expr.Constant(constant.text(), seen(constant.type()));
        } else if (inner instanceof Expr.Cast cast) {
            return isHidden(cast.type()) ? cast.operand() : new Expr.Cast(cast.operand(), seen(cast.type()));
        } else if (inner instanceof Expr.InstanceOf test) {
            return isHidden(test.tested()) ? tested(test) : test;
        } else if (inner instanceof Expr.Field read) {
            return read(read);
        } else if (inner instanceof Expr.Call call) {
            return called(call);
        } else if (inner instanceof Expr.New creation) {
            return new Expr.New(in(creation.constructor()), creation.operands(), seen(creation.type()));
        } else if (inner instanceof Expr.Opaque opaque) {
            return text(opaque);
        }
        return retyped(inner);
    }

    private Expr retyped(Expr expr) {
        Type type = seen(expr.type());
        if (type.equals(expr.type())) {
            return expr;
        } else if (expr instanceof Expr.NewArray array) {
            return made(array, type);
        } else if (expr instanceof Expr.ArrayLiteral literal) {
            return made(literal, type);
        } else if (expr instanceof Expr.Load load) {
            return new Expr.Load(load.array(), load.index(), type);
        } else if (expr instanceof Expr.ArrayCall call) {
            return new Expr.ArrayCall(call.function(), call.operands(), type);
        } else if (expr instanceof Expr.Conditional choice) {
            return new Expr.Conditional(choice.condition(), choice.then(), choice.otherwise(), type);
        } else if (expr instanceof Expr.GeneratedCall call) {
            return new Expr.GeneratedCall(call.owner(), call.function(), call.operands(), type);
        } else if (expr instanceof Expr.RuntimeCall call) {
            return new Expr.RuntimeCall(call.owner(), call.function(), call.operands(), type);
        } else if (expr instanceof Expr.StateField field) {
            return new Expr.StateField(field.state(), field.field(), type);
        }
        return expr;
    }

    private Expr made(Expr.NewArray array, Type type) {
        Type element = array.type();
        for (int i = 0; i < array.operands().size(); i++) {
            element = ((ArrayType) element).element();
        }
        return as(
                type,
                through(array(array.type(), element, false), array.operands(), new ArrayType(ReferenceType.OBJECT)));
    }

    private Expr made(Expr.ArrayLiteral literal, Type type) {
        ArrayType objects = new ArrayType(ReferenceType.OBJECT);
        PrivateMember member = array(literal.type(), literal.type().element(), true);
        return as(type, through(member, List.of(new Expr.ArrayLiteral(objects, literal.operands())), objects));
    }

    private PrivateMember array(Type type, Type element, boolean isOfElements) {
        return PrivateMember.array(
                named(element), hidden(((ObjectType) type.leaf()).reference().raw()), isOfElements);
    }

    private Expr tested(Expr.InstanceOf test) {
        ReferenceType type = ((ObjectType) test.tested()).reference().raw();
        return through(PrivateMember.test(hidden(type), test.exact()), List.of(test.operand()), Primitive.BOOLEAN);
    }

    private Expr read(Expr.Field read) {
        FieldId field = read.field();
        if (!isHidden(field)) {
            return new Expr.Field(read.object(), in(field), seen(read.type()));
        }
        PrivateMember getter = PrivateMember.field(hidden(field.ownerType()), field, named(field.type()), false);
        return as(seen(read.type()), through(getter, List.of(read.object()), seen(field.type())));
    }

    private Expr written(Stmt.SetField set) {
        FieldId field = set.field();
        PrivateMember setter = PrivateMember.field(hidden(field.ownerType()), field, named(field.type()), true);
        return through(setter, List.of(set.object(), set.value()), Primitive.VOID);
    }

    private Expr called(Expr.Call call) {
        MethodId callee = in(call.callee());
        boolean isUnseen = callee.invocation() == MethodId.Invocation.CONSTRUCTION; // there for the derivatives only
        if (isUnseen || !isHidden(call.callee())) {
            return new Expr.Call(callee, call.operands(), seen(call.type()));
        }
        PrivateMember.Kind kind = callee.invocation() == MethodId.Invocation.EXACT
                ? PrivateMember.Kind.EXACT_METHOD
                : PrivateMember.Kind.METHOD;
        PrivateMember member = new PrivateMember(kind, hidden(callee.ownerType()), callee);
        return as(
                seen(call.type()),
                through(member, call.operands(), seen(call.callee().result())));
    }

    /** What a handle gives, as of the type it has here. */
    private static Expr as(Type type, Expr value) {
        return type.equals(value.type()) || !type.isReference()
                ? value
                : new Expr.Opaque(
                        List.of(new Piece.Text("("), new Piece.TypeName(type), new Piece.Text(") "), new Piece.Hole()),
                        List.of(value),
                        type,
                        Effects.IMPURE,
                        Opacity.OBJECT,
                        Origin.NONE);
    }

    private static Expr through(PrivateMember member, List<Expr> operands, Type type) {
        List<Piece> pieces = new ArrayList<>(List.of(new Piece.Private(member)));
        for (int i = 0; i < operands.size(); i++) {
            pieces.add(new Piece.Text(i == 0 ? "(" : ", "));
            pieces.add(new Piece.Hole());
        }
        pieces.add(new Piece.Text(")"));
        return new Expr.Opaque(pieces, operands, type, Effects.IMPURE, Opacity.OBJECT, Origin.NONE);
    }

    private Expr text(Expr.Opaque opaque) {
        Effects effects = opaque.effects();
        return new Expr.Opaque(
                opaque.pieces().stream().map(this::in).toList(),
                opaque.operands(),
                seen(opaque.type()),
                new Effects(
                        effects.pure(),
                        effects.assigned().stream().map(this::in).toList(),
                        effects.mutated().stream().map(this::in).toList(),
                        effects.clobbers(),
                        effects.staticsRead(),
                        effects.staticsWritten()),
                opaque.opacity(),
                opaque.origin());
    }

    private Piece in(Piece piece) {
        if (piece instanceof Piece.Target target) {
            return new Piece.Target(in(target.variable()));
        }
        return piece instanceof Piece.TypeName name ? new Piece.TypeName(seen(name.type())) : piece;
    }
}
