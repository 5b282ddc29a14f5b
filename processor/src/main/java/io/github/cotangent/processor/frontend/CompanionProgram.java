package io.github.cotangent.processor.frontend;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.ir.Excerpt;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The program as one companion sees it. The functions that its methods can meet are those written in them and in what they
 * call, however deep: each has a class that the companion declares, a subtype of its functional interface.
 */
final class CompanionProgram implements Program {
    private final CompilationProgram compilation;
    private final Map<String, FunctionClass> functions = new TreeMap<>();
    private final Map<String, Layout> layouts = new HashMap<>();
    private final Set<MethodId> constructions = new LinkedHashSet<>();
    private final Map<MethodId, Missing> withEffects = new HashMap<>();
    private final Set<MethodId> calledByConstructors;

    /** @param roots the methods that the companion has derivatives of */
    CompanionProgram(CompilationProgram compilation, Collection<MethodId> roots) {
        this.compilation = compilation;
        do {
            reach(roots);
            // The files that were read for it may make objects of more classes, which calls may meet.
        } while (compilation.addMadeClasses());
        ConstructorEffects effects = new ConstructorEffects(compilation, this);
        constructions.forEach(each ->
                effects.of(each).ifPresent(problem -> withEffects.put(each, new Missing(List.of(problem)))));
        calledByConstructors = effects.virtual();
    }

    private void reach(Collection<MethodId> roots) {
        Set<MethodId> seen = new HashSet<>();
        Deque<MethodId> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            MethodId id = open.remove();
            if (seen.add(id)) {
                if (id.invocation() == MethodId.Invocation.CONSTRUCTION) {
                    constructions.add(id);
                }
                open.addAll(id.invocation() == MethodId.Invocation.VIRTUAL ? bodies(id) : calledBy(id));
            }
        }
    }

    /**
     * The bodies of the user's classes that a virtual call may run; those of functions in sight are looked at anyway, and what they
     * inherit is what the type itself has.
     */
    private List<MethodId> bodies(MethodId virtual) {
        List<MethodId> bodies = new ArrayList<>();
        Set<ObjectType> types =
                new LinkedHashSet<>(compilation.layout(virtual.receiver()).concrete());
        types.add(virtual.receiver().erased());
        types.forEach(each -> compilation.implementation(virtual, each).ifPresent(bodies::add));
        return bodies;
    }

    /** What a body calls, and what functions in it compute. */
    List<MethodId> calledBy(MethodId id) {
        List<MethodId> called = new ArrayList<>();
        if (compilation.callee(id) instanceof Source source) {
            Walk.statements(
                    source.method().body(),
                    stmt -> Walk.expressions(stmt, expr -> {
                        if (expr instanceof Expr.Call call) {
                            called.add(call.callee());
                        } else if (expr instanceof Expr.New creation) {
                            function(creation.constructor().owner(), called);
                        } else if (expr instanceof Expr.Opaque text) {
                            text.pieces().forEach(piece -> {
                                if (piece instanceof Piece.TypeName name
                                        && name.type().leaf() instanceof ObjectType type) {
                                    function(type.name(), called);
                                }
                            });
                        } else if (expr instanceof Expr.Use use
                                && use.variable().isStatic()) {
                            Variable.Field field = use.variable().field();
                            String key = Variable.Field.key(
                                    field.binaryOwner(), use.variable().name());
                            compilation.initialFunctions(key).forEach(name -> function(name, called));
                        }
                    }));
            if (id.invocation() == MethodId.Invocation.CONSTRUCTION) {
                compilation.initialFunctions(id.binaryOwner()).forEach(name -> function(name, called));
            }
        }
        return called;
    }

    /** A function comes in sight, if the name is that of one. */
    private void function(String name, List<MethodId> called) {
        compilation.functionClass(name).ifPresent(found -> {
            functions.put(name, found);
            found.methods().forEach(method -> called.add(method.id()));
        });
    }

    @Override
    public Callee callee(MethodId id) {
        Missing effects = withEffects.get(id);
        return effects != null ? effects : compilation.callee(id);
    }

    @Override
    public Layout layout(ObjectType type) {
        Layout known = layouts.get(type.name());
        if (known == null) {
            Layout plain = compilation.layout(type);
            List<ObjectType> subclasses = new ArrayList<>(plain.subclasses());
            functions.values().stream()
                    .filter(function -> compilation.isSubtype(function, type))
                    .forEach(function -> subclasses.add(function.type()));
            known = plain.withSubclasses(subclasses);
            layouts.put(type.name(), known);
        }
        return known;
    }

    @Override
    public Map<String, ReferenceType> standIns() {
        return compilation.standIns();
    }

    @Override
    public List<FunctionClass> functionClasses() {
        return List.copyOf(functions.values());
    }

    @Override
    public boolean isRunAgain(MethodId virtual) {
        return calledByConstructors.contains(virtual);
    }

    @Override
    public boolean hasUnfollowed(MethodId virtual) {
        return !compilation.unfollowed(virtual).isEmpty();
    }

    @Override
    public boolean acts(MethodId construction) {
        return compilation.acts(construction);
    }

    @Override
    public Optional<Method> text(MethodId ruled) {
        return compilation.text(ruled);
    }

    @Override
    public Optional<Excerpt> excerpt(MethodId method, Origin origin) {
        return compilation.excerpt(method, origin);
    }

    @Override
    public List<Type> thrown(MethodId virtual) {
        return compilation.thrown(virtual);
    }

    @Override
    public Optional<MethodId> implementation(MethodId virtual, ObjectType concrete) {
        return compilation.implementation(virtual, concrete);
    }
}
