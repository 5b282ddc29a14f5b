package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Calls that no derivative goes through are left to the user's own methods, except for those that may hand out a function they
 * make: the user's method would make a lambda, which nobody can tell from others. A copy of it in the companion makes an object
 * of the class that the function has there.
 */
final class PlainCopies {
    private final Program program;
    private final UnaryOperator<String> names;
    private final Set<String> functions = new HashSet<>();
    private final Map<MethodId, Boolean> known = new HashMap<>();
    private final Map<MethodId, String> copies = new HashMap<>();
    private final Deque<MethodId> open = new ArrayDeque<>();

    /** @param names gives a wish a name that nothing in the companion has */
    PlainCopies(Program program, UnaryOperator<String> names) {
        this.program = program;
        this.names = names;
        program.functionClasses().stream()
                .map(FunctionClass::type)
                .map(ObjectType::name)
                .forEach(functions::add);
    }

    /** A routine that calls copies where it has to. */
    Routine in(Routine routine) {
        return routine.withBody(in(routine.body()));
    }

    /** The copies that were called for since the last time; they may call for others. */
    List<Routine> made() {
        List<Routine> made = new ArrayList<>();
        while (!open.isEmpty()) {
            MethodId id = open.remove();
            made.add(id.invocation() == MethodId.Invocation.VIRTUAL ? choice(id) : in(copy(id)));
        }
        return made;
    }

    private Block in(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            out.add(Walk.withBlocks(Walk.mapOwn(stmt, this::in), this::in));
        }
        return new Block(out);
    }

    private Expr in(Expr expr) {
        Expr inner = expr.mapOperands(this::in);
        return inner instanceof Expr.Call call && handsOut(call.callee())
                ? new Expr.GeneratedCall("", nameOf(call.callee()), call.operands(), call.type())
                : inner;
    }

    private String nameOf(MethodId id) {
        return copies.computeIfAbsent(id, each -> {
            open.add(each);
            return names.apply(each.word());
        });
    }

    // ---- which

    private boolean handsOut(MethodId id) {
        if (id.invocation() == MethodId.Invocation.CONSTANT) {
            return program.callee(id) instanceof Program.Source; // no other code has a name for it
        }
        Boolean found = known.get(id);
        if (found == null) {
            found = leadsOut(id) && makesFunctions(id, new HashSet<>());
            known.put(id, found);
        }
        return found;
    }

    /** Whether a function could leave a method: in its result, or in an object it is given. */
    private static boolean leadsOut(MethodId id) {
        return id.invocation() != MethodId.Invocation.CONSTRUCTION
                && (id.hasReceiver()
                        || mayHold(id.result())
                        || id.parameters().stream().anyMatch(PlainCopies::mayHold));
    }

    private static boolean mayHold(Type type) {
        return !(type.leaf() instanceof Primitive) && !type.equals(ReferenceType.STRING);
    }

    private boolean makesFunctions(MethodId id, Set<MethodId> seen) {
        if (!seen.add(id) || functions.contains(id.owner())) {
            return false; // the methods of such classes are in the companion already
        }
        if (id.invocation() == MethodId.Invocation.VIRTUAL) {
            return implementations(id).values().stream().anyMatch(body -> makesFunctions(body, seen));
        }
        boolean[] found = {false};
        if (program.callee(id) instanceof Program.Source source) {
            Walk.statements(
                    source.method().body(),
                    stmt -> Walk.expressions(stmt, expr -> {
                        found[0] |= expr instanceof Expr.New creation
                                && functions.contains(creation.constructor().owner());
                        found[0] |= expr instanceof Expr.Call call && makesFunctions(call.callee(), seen);
                    }));
        }
        return found[0];
    }

    /** The bodies that a virtual call may run, by the classes of the object. */
    private Map<ObjectType, MethodId> implementations(MethodId virtual) {
        Map<ObjectType, MethodId> found = new LinkedHashMap<>();
        for (ObjectType each : program.layout(virtual.receiver()).concrete()) {
            Optional<MethodId> body = program.implementation(virtual, each);
            body.ifPresent(id -> found.put(each, id));
        }
        return found;
    }

    // ---- copies

    private Routine copy(MethodId id) {
        Method method = ((Program.Source) program.callee(id)).method();
        return routine(id, method.parameters(), method.body(), method.reserved())
                .throwing(method.thrown())
                .remarking(method.remarks());
    }

    private Routine routine(MethodId id, List<Variable> parameters, Block body, Set<String> reserved) {
        return new Routine(
                copies.get(id),
                List.of("What {@code " + id.title() + "} does; the functions it makes are known by their classes."),
                false,
                parameters,
                id.result(),
                body,
                reserved);
    }

    /** A choice among the copies by the class of the object; other objects do what they do. */
    private Routine choice(MethodId id) {
        List<Variable> parameters = id.choosing();
        Expr self = new Expr.Use(parameters.get(0));
        List<Expr> operands = new ArrayList<>();
        parameters.forEach(parameter -> operands.add(new Expr.Use(parameter)));
        Block otherwise = Block.of(ending(new Expr.Call(id, operands, id.result())));
        Set<Type> thrown = new HashSet<>(program.thrown(id));
        List<Map.Entry<ObjectType, MethodId>> bodies =
                new ArrayList<>(implementations(id).entrySet());
        // The last is asked for first: a constant that has its own body is an object of the enum, too.
        bodies.sort(Comparator.comparing(each -> program.layout(each.getKey()).constant() != null));
        for (Map.Entry<ObjectType, MethodId> each : bodies) {
            MethodId body = each.getValue();
            if (program.callee(body) instanceof Program.Source source) {
                thrown.addAll(source.method().thrown());
            }
            if (handsOut(body)) {
                Variable object = Variable.temporary("object", body.receiver());
                List<Expr> arguments = new ArrayList<>(operands);
                arguments.set(0, new Expr.Use(object));
                otherwise = Block.of(new Stmt.If(
                        program.layout(each.getKey()).isClassOf(self),
                        Block.of(
                                new Stmt.Assign(object, new Expr.Cast(self, body.receiver()), Origin.NONE),
                                ending(new Expr.GeneratedCall("", nameOf(body), arguments, id.result()))),
                        otherwise,
                        Origin.NONE));
            }
        }
        return routine(id, parameters, otherwise, Set.of())
                .throwing(thrown.stream()
                        .sorted(Comparator.comparing(Type::toString))
                        .toList());
    }

    private static Stmt ending(Expr call) {
        return call.type() == Primitive.VOID ? new Stmt.Perform(call, Origin.NONE) : new Stmt.Return(call, Origin.NONE);
    }
}
