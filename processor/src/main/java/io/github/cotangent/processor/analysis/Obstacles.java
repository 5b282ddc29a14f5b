package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.rules.Rules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says where a derivative would have to flow through something that has none. Every such place is an error: nothing is ever
 * taken as constant in silence.
 */
public final class Obstacles {
    private final Method method;
    private final Storage storage;
    private final Activity activity;
    private final Program program;
    private final Direction direction;
    private final Dispatches dispatches;
    private final Summaries summaries;
    private final Set<Origin> nameless = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> unknownOrigins = new ArrayList<>();
    private final List<Problem> hidden = new ArrayList<>();
    private final Set<Group> reported = new HashSet<>();
    private final Set<Variable> fields = new HashSet<>();
    private final RuleObstacles rules;

    private Obstacles(
            Method method,
            Storage storage,
            Activity activity,
            Program program,
            Summaries summaries,
            Direction direction) {
        this.dispatches = new Dispatches(program, summaries);
        this.summaries = summaries;
        this.method = method;
        this.storage = storage;
        this.activity = activity;
        this.program = program;
        this.direction = direction;
        this.rules = new RuleObstacles(activity, program, summaries, direction, this::add);
    }

    /** All obstacles in a method, in text order. */
    public static List<Problem> in(
            Method method,
            Storage storage,
            Activity activity,
            Program program,
            Summaries summaries,
            Direction direction) {
        Obstacles obstacles = new Obstacles(method, storage, activity, program, summaries, direction);
        Set<Expr.Opaque> opaque = activity.obstacles();
        Walk.statements(method.body(), stmt -> {
            if (stmt instanceof Stmt.Assign assign && assign.target().isStatic()) {
                obstacles.place(assign.target(), true, stmt.origin());
            }
            Walk.expressions(stmt, expr -> {
                if (expr instanceof Expr.Opaque text && opaque.contains(text)) {
                    obstacles.opaque(text);
                } else if (expr instanceof Expr.Use use) {
                    obstacles.place(use.variable(), false, stmt.origin());
                } else if (expr instanceof Expr.Call call) {
                    obstacles.call(stmt, call);
                }
            });
            if (stmt instanceof Stmt.Assign assign && assign.value() instanceof Expr.Ruled ruled) {
                obstacles.rules.ruled(stmt, ruled, obstacles.isActive(assign.target()));
            } else if (stmt instanceof Stmt.Perform perform && perform.action() instanceof Expr.Ruled ruled) {
                obstacles.rules.ruled(stmt, ruled, ruled.type() == Primitive.VOID);
            }
            obstacles.statement(stmt);
        });
        obstacles.interrupted(method.body(), false);
        // Code that is not differentiated is an obstacle itself; what it gives and gets then needs no mention.
        if (!obstacles.problems.isEmpty()) {
            return obstacles.problems;
        }
        return obstacles.unknownOrigins.isEmpty() ? obstacles.hidden : obstacles.unknownOrigins;
    }

    private void add(Code code, Origin origin, String reason, String remedy) {
        problems.add(new Problem(code, method.id().owner(), origin, reason, remedy));
    }

    private void opaque(Expr.Opaque text) {
        if (Bits.areTakenBy(text)) {
            add(
                    Code.COT022,
                    text.origin(),
                    "a derivative would have to flow through the bits of a floating-point number",
                    "Compute the value arithmetically, or detach what should count as constant");
            return;
        }
        switch (text.opacity()) {
            case CALL_WITHOUT_SOURCE ->
                add(
                        Code.COT010,
                        text.origin(),
                        "a derivative would have to flow through a call of a method that has neither source in this"
                                + " compilation, nor a companion, nor a rule",
                        "Annotate the method with @Differentiable where it is compiled, write its body here, or detach its"
                                + " arguments if its result counts as constant");
            case VIRTUAL_CALL ->
                add(
                        Code.COT011,
                        text.origin(),
                        "a derivative would have to flow through an instance method",
                        "Call a static method with the numbers it needs");
            case LAMBDA ->
                add(
                        Code.COT012,
                        text.origin(),
                        "a derivative would have to flow through a lambda or method reference",
                        "Write its body in place, or call a static method");
            case BOXING ->
                add(
                        Code.COT013,
                        text.origin(),
                        "a derivative would have to flow through a boxed number",
                        "Use double or float");
            case COLLECTION ->
                add(
                        Code.COT014,
                        text.origin(),
                        "a derivative would have to flow through a collection",
                        "Keep the numbers in an array, for instance double[]");
            case STREAM ->
                add(
                        Code.COT015,
                        text.origin(),
                        "a derivative would have to flow through a stream that is no loop",
                        "Write a loop, or a stream without collecting, distinct and parallel parts, in one expression");
            case OBJECT, ANONYMOUS_CLASS ->
                add(
                        Code.COT016,
                        text.origin(),
                        "a derivative would have to flow through an object",
                        "Pass the numbers as parameters, locals or arrays");
            case FIELD ->
                add(
                        Code.COT017,
                        text.origin(),
                        "a derivative would have to flow through a field",
                        "Pass the value as a parameter or return it");
            case NATIVE_OR_REFLECTION ->
                add(
                        Code.COT018,
                        text.origin(),
                        "a derivative would have to flow through native code or reflection",
                        "Call a Java method directly, or detach its arguments if its result counts as constant");
            case TRY_CATCH ->
                add(
                        Code.COT019,
                        text.origin(),
                        "a derivative would have to flow through this try statement",
                        "Give its exceptions and resources classes that can be named and have source, or move the active code out of it");
            case SYNCHRONIZED ->
                add(
                        Code.COT020,
                        text.origin(),
                        "a derivative would have to flow through another thread",
                        "Compute in the thread that called the method");
            default ->
                add(
                        Code.COT023,
                        text.origin(),
                        "a derivative would have to flow through this code, which has no derivative rule",
                        "Write it with numbers, arrays and static methods, or detach what should count as constant");
        }
    }

    /**
     * Finds what an exception that is caught would have to carry, and calls that it may leave half done: what they have changed by
     * then could not be undone.
     */
    private void interrupted(Block block, boolean isCaught) {
        for (Stmt stmt : block.statements()) {
            Expr.Call call = callOf(stmt);
            if (isCaught && call != null) {
                interrupted(stmt, call);
            }
            if (stmt instanceof Stmt.Try attempt) {
                exceptions(attempt);
            }
            for (Block inner : Walk.blocks(stmt)) {
                boolean tried = stmt instanceof Stmt.Try attempt && inner == attempt.body() && Walk.goesOn(attempt);
                interrupted(inner, isCaught || tried);
            }
        }
    }

    private static Expr.Call callOf(Stmt stmt) {
        Expr value = stmt instanceof Stmt.Assign assign
                ? assign.value()
                : stmt instanceof Stmt.Perform perform ? perform.action() : null;
        return value instanceof Expr.Call call ? call : null;
    }

    private void exceptions(Stmt.Try attempt) {
        for (Stmt.Catch clause : attempt.catches()) {
            if (activity.isVaried(clause.exception()) && activity.isUseful(clause.exception())) {
                add(
                        Code.COT019,
                        attempt.origin(),
                        "a derivative would have to flow through the exception " + clause.exception(),
                        "Keep the number in a variable or an array, or detach what goes into the exception");
            }
        }
    }

    private void interrupted(Stmt stmt, Expr.Call call) {
        boolean changes = direction == Direction.REVERSE
                && call.callee().invocation() != MethodId.Invocation.CONSTRUCTION
                && storage.writtenBy(call).stream()
                        .anyMatch(slot -> activity.isActive(slot) || activity.hasShadow(slot));
        if (changes) {
            add(
                    Code.COT019,
                    stmt.origin(),
                    "an exception that is caught may leave " + call.callee().name()
                            + " half done, and what it has changed by then could not be undone",
                    "Let it return what it computes, or call it outside of the try");
        }
    }

    /**
     * Finds operands of which nothing is known, neither whose objects they are nor, by their type, that they hold numbers: a class
     * without a name may have captured some.
     */
    private void unknownClasses(Stmt stmt, Expr.Call call) {
        for (Expr operand : call.operands()) {
            boolean unknown = operand instanceof Expr.Use use
                    && activity.mayHide(use.variable())
                    && storage.of(use.variable()).isOfUnknownOrigin();
            if (unknown && reported.add(storage.of(operand))) {
                unknownOrigins.add(new Problem(
                        Code.COT021,
                        method.id().owner(),
                        stmt.origin(),
                        "what " + operand
                                + " refers to comes from code that is not differentiated and would have to carry a"
                                + " derivative",
                        "Give its class a name, outside of the method, or detach what it is made of"));
            }
        }
    }

    private void call(Stmt stmt, Expr.Call call) {
        unknownClasses(stmt, call);
        if (program.callee(call.callee()) instanceof Program.Stated stated) {
            rules.stated(stmt, call, stated, isActive(stmt, call));
        }
        if (activity.leavesTraces(call)) {
            add(
                    Code.COT016,
                    stmt.origin(),
                    "a derivative would have to flow through an object or static field that "
                            + call.callee().name() + " changes",
                    "Return the value, or store it into an array parameter");
        }
        if (isActive(stmt, call)) {
            dispatches.namelessReceivers(call, storage).forEach(this::nameless);
        }
        outOfHiding(stmt, call);
        Program.Callee callee = isActive(stmt, call) ? program.callee(call.callee()) : null;
        if (callee instanceof Program.Missing missing) {
            missing.problems().stream()
                    .map(problem -> problem.calledFrom(method.id(), call.callee(), stmt.origin()))
                    .forEach(problems::add);
            if (missing.problems().isEmpty() && call.callee().invocation() == MethodId.Invocation.VIRTUAL) {
                unimplemented(stmt, call.callee());
            } else if (missing.problems().isEmpty()) {
                add(
                        Code.COT010,
                        stmt.origin(),
                        "a derivative would have to flow through " + call.callee() + ", whose source is not at hand",
                        "Compile its source together with this, or detach its arguments");
            }
        } else if (callee instanceof Program.Compiled compiled) {
            compiled(stmt, call, compiled);
        }
    }

    /**
     * Places whose types say nothing of what is there have no shadows. So a call whose result varies only because something varies in
     * such places of the objects it is given has nothing to hand a cotangent to; nor has one that puts something there, into what it
     * hands out.
     */
    private void outOfHiding(Stmt stmt, Expr.Call call) {
        Set<Integer> active = activeOperands(call);
        boolean receives = !active.isEmpty();
        boolean varies = call.operands().stream()
                .anyMatch(operand -> operand instanceof Expr.Use use
                        && use.type().isFollowed()
                        && storage.of(use.variable()).reachable().stream().anyMatch(this::hides));
        if (!receives && varies && stmt instanceof Stmt.Assign assign && isActive(assign.target())) {
            hidden(stmt, "what " + call.callee().name() + " takes out of an object");
        }
        if (receives
                && stmt instanceof Stmt.Assign assign
                && assign.target().type().isFollowed()) {
            storage.handedOut(call, assign.target()).entrySet().stream()
                    .filter(each ->
                            ReferenceType.OBJECT.equals(each.getKey().key().type())
                                    && activity.isUseful(each.getKey())
                                    && summaries.puts(call.callee(), active, each.getValue()))
                    .findFirst()
                    .ifPresent(slot -> hidden(stmt, "what " + call.callee().name() + " puts into an object"));
        }
    }

    /** Something active goes into a field whose type says nothing of it, and the field is of use to an output. */
    private void intoHiding(Stmt.SetField set) {
        boolean carries = set.value() instanceof Expr.Use use
                && (use.type().isFollowed()
                        ? activity.leadsToActive(use.variable())
                        : use.type().equals(ReferenceType.OBJECT) && activity.isVaried(use.variable()));
        if (carries
                && set.field().type().equals(ReferenceType.OBJECT)
                && storage.of(set.object()) != null
                && activity.isUseful(new Slot(storage.of(set.object()), Key.of(set.field())))) {
            hidden(set, "the field " + set.field().name());
        }
    }

    /** Whether the method puts something that varies into objects of a group, where their class says nothing of it. */
    private boolean hides(Group group) {
        if (!(group.type() instanceof ObjectType type)) {
            return false;
        }
        boolean found = false;
        for (ObjectType each = type; each != null; each = program.layout(each).superclass()) {
            found |= program.layout(each).fields().stream()
                    .anyMatch(field -> field.type().equals(ReferenceType.OBJECT)
                            && activity.isChanged(new Slot(group, Key.of(field))));
        }
        return found;
    }

    private void hidden(Stmt stmt, String what) {
        hidden.add(new Problem(
                Code.COT016,
                method.id().owner(),
                stmt.origin(),
                "a derivative would have to flow through " + what + ", whose type says nothing of what it refers to",
                "Give it the type of an array, or of a class of the compilation, instead of Object"));
    }

    /** A method of which no body is known, whatever the class of the object. */
    private void unimplemented(Stmt stmt, MethodId callee) {
        if (program.layout(callee.receiver()).isInterface()) {
            add(
                    Code.COT012,
                    stmt.origin(),
                    "a derivative would have to flow through " + callee
                            + ", and no lambda, method reference or class of this compilation that could be meant is at hand",
                    "Write the function in the method or in one it calls, or as a class of this compilation");
        } else {
            add(
                    Code.COT011,
                    stmt.origin(),
                    "a derivative would have to flow through " + callee + ", of which no implementation is at hand",
                    "Compile a class that has one together with this");
        }
    }

    /** What runs is known when the code is generated, but it cannot be named there. */
    private void nameless(Expr.Opaque creation) {
        if (!nameless.add(creation.origin())) {
            return;
        }
        if (creation.opacity() == Opacity.LAMBDA) {
            opaque(creation);
        } else {
            add(
                    Code.COT011,
                    creation.origin(),
                    "a derivative would have to flow through a method of a class that has no name",
                    "Give the class a name, outside of the method");
        }
    }

    /** A companion made earlier has the sweeps its annotation asked for, and no others. */
    private void compiled(Stmt stmt, Expr.Call call, Program.Compiled callee) {
        boolean reverse = direction == Direction.REVERSE;
        if (reverse ? !callee.hasAdjoint() : !callee.hasTangent()) {
            add(
                    Code.COT010,
                    stmt.origin(),
                    "a derivative would have to flow through " + call.callee()
                            + ", whose companion, compiled earlier, has no "
                            + (reverse ? "reverse sweep" : "tangent sweep"),
                    "Add " + (reverse ? "GRADIENT or VJP" : "JVP")
                            + " to its @Differentiable and compile it again, or detach its arguments if its result counts"
                            + " as constant");
            return;
        }
        for (int i = 0; i < call.operands().size(); i++) {
            boolean flows = call.operands().get(i) instanceof Expr.Use use && isActive(use.variable());
            if (flows && !callee.active().contains(i)) {
                add(
                        Code.COT010,
                        stmt.origin(),
                        "a derivative would have to flow through argument " + (i + 1) + " of " + call.callee()
                                + ", which its companion, compiled earlier, takes as constant",
                        "Add the parameter to the wrt of its @Differentiable and compile it again, or detach the argument");
            }
        }
    }

    /** Whether a derivative goes through a call: it gets active arguments, and gives an active result or writes to some. */
    private boolean isActive(Stmt stmt, Expr.Call call) {
        return !activeOperands(call).isEmpty()
                && (activity.leavesSomething(call) || stmt instanceof Stmt.Assign assign && isActive(assign.target()));
    }

    private Set<Integer> activeOperands(Expr.Call call) {
        Set<Integer> active = new HashSet<>();
        for (int i = 0; i < call.operands().size(); i++) {
            if (call.operands().get(i) instanceof Expr.Use use && isActive(use.variable())) {
                active.add(i);
            }
        }
        return active;
    }

    private boolean isActive(Variable variable) {
        return activity.isActive(variable) || activity.leadsToActive(variable);
    }

    /**
     * Arrays and objects that come from elsewhere have no place for a derivative. They need none as long as the method does not
     * change them: then all that is in them is constant.
     */
    private void place(Variable variable, boolean assigned, Origin origin) {
        if (activity.leadsToActive(variable)) {
            Optional<Group> unknown = storage.of(variable).reachable().stream()
                    .filter(Group::isOfUnknownOrigin)
                    .filter(group -> assigned && activity.isActive(group) || isChanged(group))
                    .findFirst();
            if (unknown.isPresent() && reported.add(unknown.get())) {
                if (variable.isStatic()) {
                    add(
                            Code.COT017,
                            origin,
                            "what the static field " + variable.name() + " refers to would have to carry a derivative",
                            "Pass it as a parameter");
                } else {
                    unknownOrigins.add(new Problem(
                            Code.COT021,
                            method.id().owner(),
                            origin,
                            "what " + variable.name() + " refers to"
                                    + " comes from code that is not differentiated and would have to carry a derivative",
                            "Create it here, pass it as a parameter, or, if it is an array, copy it with clone()"));
                }
            }
        } else if (variable.isStatic() && isDependent(variable) && fields.add(variable)) {
            add(
                    Code.COT017,
                    origin,
                    "the static field " + variable.name() + " would have to carry a derivative",
                    "Pass the value as a parameter or return it");
        }
    }

    /** Whether the method stores numbers with derivatives, or references to such, into arrays or objects of a group. */
    private boolean isChanged(Group group) {
        return storage.changed().stream()
                .filter(slot -> slot.group() == group.find())
                .anyMatch(slot ->
                        slot.leadsOn() && activity.hasShadow(slot) || slot.holdsNumbers() && activity.isActive(group));
    }

    private boolean isDependent(Variable variable) {
        return variable.type().isFloating() && activity.isVaried(variable) && activity.isUseful(variable);
    }

    private void statement(Stmt stmt) {
        if (stmt instanceof Stmt.SetField set) {
            intoHiding(set);
        }
        if (stmt instanceof Stmt.Assign assign
                && activity.isActive(assign.target())
                && (assign.value() instanceof Expr.MathCall
                        || assign.value() instanceof Expr.Binary
                        || assign.value() instanceof Expr.Unary)
                && isScalarOperation(assign.value())
                && Rules.of(assign.value()).isEmpty()
                && activity.isVaried(assign.target())) {
            add(
                    Code.COT010,
                    stmt.origin(),
                    "this operation has no derivative rule",
                    "Write it with operations that have one, or detach its arguments");
        }
    }

    private static boolean isScalarOperation(Expr expr) {
        Type type = expr.type();
        return type.isFloating()
                && expr.operands().stream().anyMatch(operand -> operand.type().isFloating());
    }
}
